using System.Globalization;
using Loader.Reports;

namespace Loader.Cli.Words;

/// <summary>One uncertain row as a person needs it to look it up.</summary>
internal static class UncertainWords
{
    public static string Of(ReportedUncertain row)
    {
        var words = new List<string> { string.Create(CultureInfo.InvariantCulture, $"row {row.Row}") };
        if (row.Line > 0) words.Add(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}"));
        if (row.Key is { } key) words.Add("key " + key);
        if (row.EventId is { } id) words.Add("event " + id);
        if (row.LeftAt is { } at) words.Add(string.Create(CultureInfo.InvariantCulture, $"left {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
        if (row.LeftSince is { } since) words.Add(string.Create(CultureInfo.InvariantCulture, $"left since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
        return $"{string.Join(", ", words)}: {row.Reason}";
    }
}
