using System.Globalization;
using Loader.Reports;

namespace Loader.Cli.Words;

/// <summary>Why rows failed: by code, the largest first, each with its meaning, where it happened and the first row's reason.</summary>
internal sealed class FailedLines(TextWriter output, Paragraph paragraph)
{
    private const int MostCodes = 8;
    private const int MostFields = 3;
    private const int Indent = 14;

    public void Write(IReadOnlyList<FailedGroup> failed, long rows)
    {
        var codes = failed.GroupBy(group => group.Code, StringComparer.Ordinal)
            .OrderByDescending(Rows)
            .ThenBy(code => code.Key, StringComparer.Ordinal)
            .ToList();
        output.WriteLine();
        output.WriteLine("  why rows failed");
        foreach (var code in codes.Take(MostCodes)) Write(code);
        if (codes.Count > MostCodes)
        {
            var left = rows - codes.Take(MostCodes).Sum(Rows);
            output.WriteLine(Text($"  {left,10:N0}  … under {codes.Count - MostCodes:N0} more codes; the report has them all"));
        }
    }

    private void Write(IGrouping<string, FailedGroup> code)
    {
        var meaning = code.Select(group => group.Meaning).FirstOrDefault(known => known is not null);
        paragraph.Write(Text($"  {Rows(code),10:N0}  "), Indent + 2, meaning is null ? code.Key : $"{code.Key}: {meaning}");
        foreach (var group in code.Take(MostFields)) paragraph.Write(new string(' ', Indent + 2), Indent + 4, Where(group));
        if (code.Count() > MostFields) output.WriteLine(Text($"{"",Indent + 2}… and in {FindingWords.Count(code.Count() - MostFields, "more field")}"));
    }

    private static string Where(FailedGroup group)
    {
        var samples = group.Samples;
        if (samples.Count == 0) return group.Field ?? "";
        var lines = samples.All(sample => sample.Line > 0);
        var places = string.Join(", ", samples.Select(sample => Text($"{(lines ? sample.Line : sample.Row)}")));
        var more = group.Rows > samples.Count ? Text($" and {group.Rows - samples.Count:N0} more") : "";
        var field = group.Field is { } name && !samples[0].Reason.Contains(name, StringComparison.Ordinal) ? $" ({name})" : "";
        return $"{(lines ? "line" : "row")}{(samples.Count > 1 ? "s" : "")} {places}{more}: {samples[0].Reason}{field}";
    }

    private static long Rows(IEnumerable<FailedGroup> groups) => groups.Sum(group => group.Rows);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
