using System.Security.Cryptography;

namespace Loader.Sources.Postgres;

/// <summary>A hash over rows as they pass, so that another run can tell whether the same rows come again.</summary>
internal sealed class RowHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many bytes of rows have passed.</summary>
    public long Bytes { get; private set; }

    public ContentMark Mark => new(Bytes, Convert.ToHexStringLower(hash.GetCurrentHash()));

    public void Pass(RawRow row)
    {
        hash.AppendData(row.Bytes);
        Bytes += row.Bytes.Length;
    }

    public void Dispose() => hash.Dispose();
}
