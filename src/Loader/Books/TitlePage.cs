using System.Text.Json;

namespace Loader.Books;

/// <summary>What <c>books.json</c> says: what the books describe, since when, and the names of skip reasons by index.</summary>
internal sealed record TitlePage
{
    public const string FileName = "books.json";

    public const int CurrentLayout = 1;

    /// <summary>The version of the layout of the whole folder.</summary>
    public required int Layout { get; init; }

    public required BookIdentity Identity { get; init; }

    /// <summary>When the load began; the <c>now</c> of its mapping, kept over resumes.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How many runs have opened the books, this one included.</summary>
    public required int Runs { get; init; }

    /// <summary>The byte of a reason is its index here: names are only ever added at the end.</summary>
    public IReadOnlyList<string> SkipReasons { get; init; } = [];

    /// <summary>Writes the page; <paramref name="flush"/>: onto the disk, too.</summary>
    public void Write(string folder, bool flush) =>
        PrivateFile.Replace(Path.Combine(folder, FileName), file => JsonSerializer.Serialize(file, this, BooksJson.Default.TitlePage), flush);

    /// <summary>The page of the books in a folder; null when there is none.</summary>
    /// <exception cref="JsonException">It is not what a title page looks like.</exception>
    public static TitlePage? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BooksJson.Default.TitlePage) : null;
    }
}
