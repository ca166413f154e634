using System.Buffers;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// The body of an answer in borrowed memory: a page has up to 10 MB, and one after the other would be as much garbage as there are rows. Whoever has one
/// gives it back by disposing it, once.
/// </summary>
internal sealed class AnswerBody : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private byte[]? bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>More than <see cref="Length"/>.</summary>
    public byte[] Bytes => bytes ?? throw new ObjectDisposedException(nameof(AnswerBody));

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => Bytes.AsMemory(0, Length);

    /// <summary>Reads an answer to its end.</summary>
    /// <exception cref="IOException">It has none.</exception>
    public static async ValueTask<AnswerBody> ReadAsync(Stream answer, CancellationToken stop)
    {
        var body = new AnswerBody();
        try
        {
            while (await answer.ReadAsync(body.Bytes.AsMemory(body.Length), stop) is > 0 and var got)
            {
                body.Length += got;
                if (body.Length == body.Bytes.Length) body.Grow();
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (bytes is not { } given) return;
        bytes = null;
        ArrayPool<byte>.Shared.Return(given);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Bytes.Length * 2);
        Bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(Bytes);
        bytes = larger;
    }
}
