using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary>What is kept beside the books: which rows the load is about, how they were numbered, and up to where loads have come.</summary>
internal sealed record KeptQuery
{
    public const string FileName = "bigquery.json";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>
    /// The job whose result is loaded, or was asked for and is to be (<see cref="Numbering"/> says which); null for a table that is read as it is.
    /// </summary>
    public string? Job { get; init; }

    public string? Location { get; init; }

    /// <summary>See <see cref="IRowReader.Numbering"/>. Null as long as no row has been given: then nothing hangs on these rows yet.</summary>
    public string? Numbering { get; init; }

    /// <summary>Whether every row of it has its outcome.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The column of <c>last(…)</c>.</summary>
    public string? LastOf { get; init; }

    /// <summary>Its type where its values are texts here: a text that looks like a day is still a STRING to a query. Null where the value says it.</summary>
    public string? LastType { get; init; }

    /// <summary>
    /// Its highest value up to which every row has its outcome, written so that it is read back as the same value; null before the first load has ended.
    /// </summary>
    public string? Last { get; init; }

    [JsonIgnore]
    public Value LastValue => Last is null ? Value.Null : TypedText.Read(Encoding.UTF8.GetBytes(Last), new());

    public static string Text(in Value value) => Encoding.UTF8.GetString(TypedText.Of(value));

    /// <summary>What is kept in a folder; null when nothing is, or nothing that can be read.</summary>
    public static KeptQuery? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptQuery>(File.ReadAllText(path), Written);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Beside it first, then renamed, so that nobody finds half of it; for its owner's eyes, as the books are.</summary>
    public void Write(string folder)
    {
        var (path, beside) = (Path.Combine(folder, FileName), Path.Combine(folder, FileName + ".new"));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(beside, options))
        {
            JsonSerializer.Serialize(file, this, Written);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
