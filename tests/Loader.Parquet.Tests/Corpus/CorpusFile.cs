using System.Text.Json;

namespace Loader.Parquet.Tests.Corpus;

/// <summary>One entry of corpus/index.json; corpus/README.md says what the members mean.</summary>
internal sealed record CorpusFile(string File, string Expect, long? Rows, string? Expected, string? Tail, string? Sha256AllRows)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyDictionary<string, CorpusFile> All { get; } =
        JsonSerializer.Deserialize<CorpusFile[]>(System.IO.File.ReadAllBytes(PathOf("index.json")), Json)!
            .ToDictionary(file => file.File, StringComparer.Ordinal);

    public string FullPath => PathOf(File);

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "corpus", name);

    public override string ToString() => File;
}
