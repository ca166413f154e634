using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources.Csv;

namespace Loader.Sources.Typed;

/// <summary>
/// The rejected file of a source that brings its own types, to be loaded again with the same mapping: a CSV file whose cells are read back as the
/// values they were (<see cref="TypedText"/>).
/// </summary>
internal sealed class CorrectedRows : ISource
{
    private readonly ISource file;

    private CorrectedRows(ISource file)
    {
        this.file = file;

        // The types stand in the cells, so that a corrected cell may have another one.
        Schema = new([.. file.Schema.Columns.Select(column => column with { Kind = null })]);
    }

    public string Name => file.Name;

    public Schema Schema { get; }

    public long? Bytes => file.Bytes;

    public string Fingerprint => file.Fingerprint;

    public bool IsRejected => true;

    public RejectedLayout Rejected => file.Rejected;

    public ContentMark? Read => file.Read;

    public IReadOnlyList<SourcePart> Parts => file.Parts;

    /// <summary>Opens it; null with a finding when the file is not there or is no rejected file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="section">The section that named it, for the place of findings.</param>
    /// <param name="instead">What the section reads otherwise, for a person who named another file by mistake.</param>
    public static async ValueTask<CorrectedRows?> OpenAsync(string path, Section section, string instead, CancellationToken stop)
    {
        var place = section.PlaceOf("path");
        YamlMap settings = new([Setting("path", path), Setting("delimiter", RejectedCells.Delimiter.ToString())], place);
        if (await new CsvKind().OpenAsync(new(section.Path, settings, section.Context, place), stop) is not { } file) return null;
        if (file.IsRejected) return new(file);
        await file.DisposeAsync();
        section.Wrong("path", $"'{path}' is neither {instead} nor a rejected file of one", "for other CSV files write from: csv");
        return null;

        YamlEntry Setting(string name, string value) => new(name, new YamlScalar(value, Quoted: true, place), place);
    }

    public ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop) => file.BeginsWithAsync(mark, stop);

    public string? Changed() => file.Changed();

    public async IAsyncEnumerable<RowChunk> ReadAsync(
        long firstRow, IReadOnlyList<int> columns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        int[] wanted = [.. columns];
        await foreach (var chunk in file.ReadAsync(firstRow, columns, stop)) yield return new CorrectedChunk(chunk, wanted);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
