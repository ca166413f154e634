namespace Loader.Destinations.Nameless;

/// <summary>
/// Notices clients whose events go back in time, in one megabyte whatever the number of clients: a table of 65,536 places, each holding
/// the client seen there last and its newest time. Two clients of one place push each other out, so going back may be missed
/// when more clients than that are interleaved; a client's hash is compared whole, so nothing is reported that is not there.
/// </summary>
internal sealed class ClientOrder
{
    private const int Places = 1 << 16;
    private readonly (ulong Client, long Newest)[] table = new (ulong, long)[Places];

    public long OutOfOrder { get; private set; }

    public void Saw(ulong client, long milliseconds)
    {
        ref var place = ref table[client & (Places - 1)];
        if (place.Client != client) place = (client, milliseconds);
        else if (milliseconds < place.Newest) OutOfOrder++;
        else place.Newest = milliseconds;
    }
}
