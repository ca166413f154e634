using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Loader.Running;

/// <summary>
/// One hash over all payloads of a run in row order, so that two runs, versions or machines are compared by one line. SHA-256 over, for each event,
/// the length of its body (4 bytes, little endian) and the body.
/// </summary>
internal sealed class PayloadHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<byte> body)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        hash.AppendData(length);
        hash.AppendData(body);
    }

    /// <summary>The hash so far as lower-case hex.</summary>
    public string Current() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();
}
