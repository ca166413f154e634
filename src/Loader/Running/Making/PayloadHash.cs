using System.Buffers.Binary;
using System.Security.Cryptography;
using Loader.Running.Consigning;

namespace Loader.Running.Making;

/// <summary>
/// One hash over all payloads of a run in row order, so that two runs, versions or machines are compared by one line. SHA-256 over, for each event,
/// the length of its body (4 bytes, little endian) and the body. A chunk is hashed while the next one is being mapped.
/// </summary>
internal sealed class PayloadHash : IAsyncDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Task last = Task.CompletedTask;

    /// <summary>
    /// Hashes the bodies of a chunk after those of the chunk before it, and then settles the chunk once. At most one chunk waits: a hash that cannot
    /// keep up slows the reader.
    /// </summary>
    public async ValueTask AddAsync(RowParcels parcels)
    {
        await last;
        last = Task.Run(() => Add(parcels));
    }

    /// <summary>The hash over everything that was added, as lower-case hex.</summary>
    public async Task<string> EndAsync()
    {
        await last;
        return Current();
    }

    /// <summary>One body more.</summary>
    public void Add(ReadOnlySpan<byte> body)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        hash.AppendData(length);
        hash.AppendData(body);
    }

    /// <summary>The hash so far as lower-case hex; nothing may be waiting.</summary>
    public string Current() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public async ValueTask DisposeAsync()
    {
        await last;
        hash.Dispose();
    }

    private void Add(RowParcels parcels)
    {
        foreach (ref readonly var parcel in parcels.Parcels) Add(parcel.Body.Span);
        parcels.Settle();
    }
}
