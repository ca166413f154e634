using System.Globalization;
using Loader.Rehearsal;
using Loader.Reports;

namespace Loader.Cli.Words;

/// <summary>What the report of a rehearsal says of its endpoint.</summary>
internal static class RehearsalFacts
{
    public static ReportedRehearsal Of(ReceivedLog received) => new(
        received.Requests,
        received.TimesById().Count,
        received.WithoutId,
        received.Assumption,
        [
            .. received.Faults.Select(fault => new ReportedFault(fault.Key, fault.Value, received.ByChance.Contains(fault.Key))),
            .. received.NotPlayed.Select(step => new ReportedFault(step, 0, received.ByChance.Contains(step))),
        ],
        [
            .. received.Lost.Select(lost => $"{FindingWords.Count(lost.Value, "event")} would be answered 200 and lost: {lost.Key}"),
            .. received.Changed.Select(change => $"{FindingWords.Count(change.Value, "event")} would be stored differently: {change.Key}"),
            .. Overlaps(received.Overlaps),
        ]);

    private static string[] Overlaps(long times) =>
        times == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{times:N0} requests overlapped another of the same client")];
}
