using System.Text.Json;
using System.Text.Json.Serialization;
using Loader.Books.Files;

namespace Loader.Books;

/// <summary>What <c>books.json</c> says: what the books describe, since when, and the names of skip reasons by index.</summary>
internal sealed record TitlePage
{
    public const string FileName = "books.json";

    public const int CurrentLayout = 2;

    /// <summary>The version of the layout of the whole folder.</summary>
    public required int Layout { get; init; }

    public required BookIdentity Identity { get; init; }

    /// <summary>When the load began; the <c>now</c> of its mapping, kept over resumes.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How many runs have opened the books, this one included.</summary>
    public required int Runs { get; init; }

    /// <summary>The byte of a reason is its index here: names are only ever added at the end.</summary>
    public IReadOnlyList<string> SkipReasons { get; init; } = [];

    /// <summary>When the last run began; null when it is not known.</summary>
    public DateTimeOffset? RunStartedAt { get; init; }

    /// <summary>What the books described before, where it changed with leave; the oldest first.</summary>
    public IReadOnlyList<EarlierIdentity> Earlier { get; init; } = [];

    /// <summary>When the mapping changed last; null when it never did.</summary>
    [JsonIgnore]
    public DateTimeOffset? MappingChangedAt
    {
        get
        {
            var after = Identity.MappingHash;
            for (var i = Earlier.Count - 1; i >= 0; i--)
            {
                if (Earlier[i].Identity.MappingHash != after) return Earlier[i].Until;
                after = Earlier[i].Identity.MappingHash;
            }

            return null;
        }
    }

    /// <summary>The number of the source's last row, once it has been read to its end.</summary>
    public long? LastRow { get; init; }

    /// <summary>
    /// The numbers of rows that were the source's last ones before it grew, ascending. A group that ended with one of them has been made into its events
    /// without the rows that were appended since.
    /// </summary>
    public IReadOnlyList<long> EarlierEnds { get; init; } = [];

    /// <summary>The files that the source consists of, as far as they were known at the end of the last run.</summary>
    public IReadOnlyList<BookPart> Parts { get; init; } = [];

    /// <summary>How the last run was started, for those who look at the books later.</summary>
    public RunNote? Run { get; init; }

    /// <summary>Hash of the rejected file as it was written last: one that differs has been edited.</summary>
    public string? RejectedHash { get; init; }

    /// <summary>Names of rejected files whose rows a later run has tried again: what is still wrong with them stands in a newer file.</summary>
    public IReadOnlyList<string> TriedAgain { get; init; } = [];

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
