using Loader.Parquet.Tests.Corpus;

namespace Loader.Parquet.Tests.Making;

/// <summary>Reads made files whole.</summary>
internal static class Reading
{
    /// <summary>Rows in canonical form.</summary>
    public static async Task<List<string>> LinesAsync(byte[] file, ParquetOptions? options = null, ReadOptions? read = null)
    {
        await using var parquet = await ParquetFile.OpenAsync(new MemoryStream(file), "made", options);
        var lines = new List<string>();
        await foreach (var row in parquet.ReadRowsAsync(read)) lines.Add(CanonicalJson.Line(row));
        return lines;
    }

    public static async Task<ParquetException> RefusalAsync(byte[] file, ParquetOptions? options = null)
    {
        var refusal = await Assert.ThrowsAsync<ParquetException>(() => LinesAsync(file, options));
        Assert.StartsWith("made", refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
