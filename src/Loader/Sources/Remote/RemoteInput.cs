using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>
/// An object of a server, read through connections that may break: reading goes on where it stopped, with the same version of the object or not at all.
/// </summary>
internal sealed class RemoteInput : IInput
{
    private const int FingerprintBlock = 64 * 1024;
    private readonly RemoteObject remote;
    private readonly Patience patience;
    private string? changed;

    private RemoteInput(RemoteObject remote, Patience patience, string fingerprint)
    {
        this.remote = remote;
        this.patience = patience;
        Fingerprint = fingerprint;
    }

    public string Name => remote.Name;

    public long? Length => remote.Length;

    public string Fingerprint { get; }

    public bool IsFar => true;

    public bool ReadsAnywhere => remote is { HasRanges: true, Length: not null };

    /// <summary>Takes the version for what the content is; of an object without one, the first block and the size.</summary>
    public static async ValueTask<RemoteInput> OpenAsync(RemoteObject remote, Patience patience, CancellationToken stop)
    {
        var told = Encoding.UTF8.GetBytes(remote.Version ?? "");
        if (remote.Version is null)
        {
            var block = new byte[FingerprintBlock];
            await using var bytes = new RemoteStream(remote, patience, static (_, _) => ValueTask.CompletedTask);
            told = block[..await bytes.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, stop)];
        }

        return new(remote, patience, FormattableString.Invariant($"{remote.Length}-") + Convert.ToHexStringLower(SHA256.HashData(told).AsSpan(0, 16)));
    }

    public async ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop)
    {
        var most = (int)Math.Clamp((Length ?? 0) - offset, 0, buffer.Length);
        if (most == 0) return 0;
        try
        {
            return await patience.TryAsync(
                async waiting =>
                {
                    await using var part = await remote.OpenAsync(offset, most, waiting);
                    await part.ReadExactlyAsync(buffer[..most], waiting);
                    return most;
                },
                stop);
        }
        catch (IOException lost)
        {
            throw new SourceException(
                new(RemoteCodes.NotReached, Place.Of(Name), $"'{Name}' cannot be read any further: {lost.Message}", "running again continues"), lost);
        }
    }

    public Stream Read() => new RemoteStream(remote, patience, CheckAsync);

    /// <summary>Without asking at its end whether anything changed: it is read again.</summary>
    public Stream Look() => new RemoteStream(remote, patience, static (_, _) => ValueTask.CompletedTask);

    public string? Changed() => changed;

    public ValueTask DisposeAsync() => remote.DisposeAsync();

    /// <summary>Asks at the end of reading what the server has now. What was read is of one version in any case.</summary>
    private async ValueTask CheckAsync(RemoteObject read, CancellationToken stop)
    {
        if (read.Version is null) return;
        var now = await patience.TryAsync(read.AskVersionAsync, stop);
        if (now != read.Version) changed = now is null ? "it is not there any more" : $"its version was {read.Version} and is {now} now";
    }
}
