using System.Globalization;

namespace Loader.Reports;

/// <summary>A rehearsal in words, the same on the screen and in every form of the report.</summary>
internal static class RehearsalLines
{
    /// <summary>Behind the name of the mapping.</summary>
    public const string Title = "rehearsed; nothing left this machine";

    /// <summary>Each line with what it is about. The endpoint's own list against the books comes first: it is the rehearsal's whole point.</summary>
    public static IEnumerable<(string Label, string Words)> Of(Report report)
    {
        if (report.Rehearsal is not { } rehearsal) yield break;
        yield return ("endpoint", Endpoint(rehearsal, report.Counts));
        if (rehearsal.Assumed is { } assumed) yield return ("assumed", assumed);
        foreach (var fault in rehearsal.Faults) yield return ("fault", $"{fault.Step}, {Played(fault, rehearsal.Requests)}");
        foreach (var warning in rehearsal.Warnings) yield return ("WARNING", warning);
    }

    private static string Endpoint(ReportedRehearsal rehearsal, ReportedCounts books)
    {
        var events = Count(rehearsal.Events, rehearsal.WithoutId > 0 ? "event" : "different event");
        var uncertain = books.Uncertain > 0 ? Text($" and {books.Uncertain:N0} uncertain") : "";
        var nameless = rehearsal.WithoutId == 0 ? ""
            : rehearsal.WithoutId == rehearsal.Events ? "; events have no ids: repeats cannot be told apart"
            : Text($"; {rehearsal.WithoutId:N0} of the events have no ids: their repeats cannot be told apart");
        return Text($"took in {events} in {Count(rehearsal.Requests, "request")}; the books say {books.Sent:N0} sent{uncertain}{nameless}");
    }

    private static string Played(ReportedFault fault, long requests) => fault.Times switch
    {
        0 when fault.IsByChance && requests > 0 => $"never played: chance chose none of {Count(requests, "request")}",
        0 => "never played: no request came that it is for",
        1 => "played once",
        _ => Text($"played {fault.Times:N0} times"),
    };

    private static string Count(long count, string noun) => Text($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
