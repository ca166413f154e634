using System.Globalization;
using Loader.Planning;

namespace Loader.Cli.Words;

/// <summary>A plan for a person.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="width">Columns that a line may take.</param>
internal sealed class PlanWords(TextWriter output, int width)
{
    private const int Label = 12;
    private const int MostReasons = 12;
    private readonly Paragraph paragraph = new(output, width);

    public void Write(Plan plan)
    {
        paragraph.Write("", 0, $"{plan.Mapping}, planned: {plan.Source} to {plan.Destination}");
        output.WriteLine();
        if (plan is { IsExact: false, RowsLookedAt: 0 })
        {
            Said("rows", $"{plan.Basis}; --all reads them");
            foreach (var note in plan.Notes) Said("note", note);
            return;
        }

        Rows(plan);
        output.WriteLine();
        Said(
            "events",
            Text(
                $"{About(plan)}{plan.Events:N0}{(plan.Earliest is { } first && plan.Latest is { } last ? Text($", from {first:yyyy-MM-dd HH:mm:ss}Z to {last:yyyy-MM-dd HH:mm:ss}Z") : "")}"));
        Said("requests", Text($"{About(plan)}{plan.Requests:N0}, {plan.Bytes:N0} bytes of bodies"));
        if (plan.Sums.Count > 0)
            Said(
                "sums",
                string.Join(
                    "; ",
                    plan.Sums.Select(sum => Text($"{sum.Field} {sum.Sum:#,0.##########}{(sum.Currency is { } currency ? " " + currency : "")}"))));
        Times(plan);
        Skipped(plan);
        Failed(plan);
        if (plan.Notes.Count > 0) output.WriteLine();
        foreach (var note in plan.Notes) Said("note", note);
    }

    private void Rows(Plan plan)
    {
        var rows = plan.Rows;
        List<(string Name, long Rows)> lines = [("rows", rows.Read), ("to send", rows.ToSend), ("skipped", rows.Skipped), ("failing", rows.Failed)];
        if (rows.Settled > 0) lines.Add(("settled", rows.Settled));
        if (rows.Held > 0) lines.Add(("held", rows.Held));
        var column = lines.Max(line => Text($"{line.Rows:N0}").Length);
        foreach (var (name, count) in lines)
        {
            var words = name switch
            {
                "rows" => plan.IsExact ? "all of them were read" : $"estimated from {plan.Basis}",
                "settled" => "by earlier runs; they are not sent again",
                "held" => "uncertain, until a person settles them",
                _ => "",
            };
            output.WriteLine($"  {name,-Label}{Text($"{count:N0}").PadLeft(column)}{(words.Length > 0 ? "   " + words : "")}");
        }
    }

    private void Times(Plan plan)
    {
        var longest = plan.Times[0];
        Said("time", $"about {Length(longest.Seconds)}, by {longest.Limit}");
        foreach (var time in plan.Times.Skip(1)) Said("", $"{Length(time.Seconds)} by {time.Limit}");
    }

    private void Skipped(Plan plan)
    {
        if (plan.Skipped.Count == 0) return;
        output.WriteLine();
        output.WriteLine("  why rows would be skipped");
        foreach (var under in plan.Skipped.Take(MostReasons)) output.WriteLine(Text($"  {under.Rows,10:N0}  {under.Reason}"));
    }

    private void Failed(Plan plan)
    {
        if (plan.Failed.Count == 0) return;
        output.WriteLine();
        output.WriteLine("  why rows would fail");
        foreach (var one in plan.Failed.Take(MostReasons))
        {
            var places = string.Join("; ", one.First.Select(place => place.Line > 0 ? Text($"row {place.Row}, line {place.Line}") : Text($"row {place.Row}")));
            paragraph.Write(Text($"  {one.Rows,10:N0}  "), 14, $"{one.Code}{(one.Field is { } field ? " " + field : "")}: {one.Meaning}; first {places}");
        }
    }

    private static string About(Plan plan) => plan.IsExact ? "" : "about ";

    private static string Length(double seconds) =>
        seconds < 1 ? "a second"
        : seconds < 120 ? Text($"{seconds:0} s")
        : seconds < 7_200 ? Text($"{seconds / 60:0} min")
        : seconds < 172_800 ? Text($"{seconds / 3_600:0.#} h")
        : Text($"{seconds / 86_400:0.#} days");

    private void Said(string label, string words) => paragraph.Write($"  {label,-Label}", Label + 2, words);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
