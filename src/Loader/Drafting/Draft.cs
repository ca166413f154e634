using System.Globalization;
using Loader.Destinations;
using Loader.Sources;

namespace Loader.Drafting;

/// <summary>A first mapping: what it is made of, and what a person has to decide.</summary>
internal sealed record Draft
{
    /// <summary>The mapping's name.</summary>
    public required string Name { get; init; }

    public required DraftSource From { get; init; }

    /// <summary>Further settings of the source, as YAML writes them.</summary>
    public required IReadOnlyList<(string Name, string Value)> Settings { get; init; }

    public required SourceSample Sample { get; init; }

    public required IReadOnlyList<DraftColumn> Columns { get; init; }

    public required KeyChoice? Key { get; init; }

    public required IReadOnlyList<DraftField> Fields { get; init; }

    /// <summary>Columns that nothing uses.</summary>
    public required IReadOnlyList<DraftColumn> Unused { get; init; }

    public required IDestinationKind To { get; init; }

    /// <summary>Settings of the destination beside those that every first mapping has.</summary>
    public required IReadOnlyDictionary<string, string> Loosened { get; init; }

    public required IReadOnlyList<string> Decisions { get; init; }

    /// <summary>Columns whose type stands under <c>columns</c>: of texts, and read by something.</summary>
    public IEnumerable<DraftColumn> Typed => Columns.Where(column =>
        column.Sample.IsColumn && column.Type.Conversion is not null && column.Name.Length <= YamlText.LongestName
        && (Fields.Any(one => one.Column == column) || Key?.Columns.Contains(column.Name, StringComparer.Ordinal) == true));

    /// <param name="name">The mapping's name.</param>
    /// <param name="from">Where the rows come from.</param>
    /// <param name="source">The open source.</param>
    /// <param name="sample">Its first rows.</param>
    /// <param name="to">Where events go.</param>
    public static Draft Of(string name, DraftSource from, ISource source, SourceSample sample, IDestinationKind to)
    {
        var columns = Drafting.Columns.Of(sample, out var nulls);
        var decisions = new List<string>();
        var match = new FieldMatch(columns, decisions);
        var fields = match.Of(to.Fields);
        var key = KeyChoice.Of(columns, sample.Rows);
        var draft = new Draft
        {
            Name = name,
            From = from,
            Settings = [.. Further(from, source, nulls)],
            Sample = sample,
            Columns = columns,
            Key = key,
            Fields = fields,
            Unused = [.. match.Unused.Where(column => key?.Columns.Contains(column.Name, StringComparer.Ordinal) != true)],
            To = to,
            Loosened = match.Loosened,
            Decisions = [],
        };
        return draft with { Decisions = [.. draft.AboutSource(), .. draft.AboutKey(), .. draft.AboutTypes(), .. decisions] };
    }

    private static IEnumerable<(string Name, string Value)> Further(DraftSource from, ISource source, IReadOnlyList<string> nulls)
    {
        if (from.Encoding is { } encoding) yield return ("encoding", YamlText.Quoted(encoding));
        foreach (var detected in source.Detected)
        {
            if (from.Text is null && detected.Setting is "delimiter" or "encoding" && detected.Value is not ("," or "utf-8"))
                yield return (detected.Setting, YamlText.Quoted(detected.Value));
        }

        if (from.Kind == "csv" && nulls.Count > 0) yield return ("nulls", $"[{string.Join(", ", nulls.Prepend("").Select(YamlText.Quoted))}]");
    }

    /// <summary>What is written already is not changed here.</summary>
    private IEnumerable<string> AboutSource() =>
        From.Text is null ? [] : Settings.Select(setting => $"from: texts that stand for nothing were found; add {setting.Name}: {setting.Value}");

    private IEnumerable<string> AboutKey()
    {
        if (Key is null) yield return "key: the source has no column that could be one";
        else if (Key.Group is { } group)
            yield return $"key: rows with the same '{group.Name}' stand together; if they are lines of one thing, use group (see the mapping)";
        else if (!Key.IsUnique)
            yield return $"key: no column tells all rows apart; '{string.Join(", ", Key.Columns)}' comes nearest, and rows with the same key get the same event id";
    }

    private IEnumerable<string> AboutTypes()
    {
        foreach (var column in Typed.Where(column => column.Type.Question is not null)) yield return $"{column.Name}: {column.Type.Question}";
        foreach (var column in Typed.Where(column => column.Type.Misfits > 0))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{column.Name}: {column.Type.Misfits:N0} of {column.Texts.Count:N0} values do not fit {column.Type.Conversion}; their rows will fail")
                + (column.Type.Misfits == 1 ? "" : ", or give the column another type");
        }

        var assumed = Columns.Where(column => column.Type.AssumesZone && Fields.Any(field => field.Column == column)).Select(column => column.Name).ToList();
        if (assumed.Count > 0) yield return $"{string.Join(", ", assumed)}: of which time zone? The texts do not say; \"UTC\" stands there";
    }
}
