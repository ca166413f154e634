using System.Globalization;
using System.Text;
using Loader.Mappings.Findings;

namespace Loader.Cli.Words;

/// <summary>
/// A finding as a workflow command, which GitHub shows beside the line of a change: <c>::error file=…,line=…::message</c>
/// (docs.github.com, "Workflow commands for GitHub Actions"). What would end a property or the line is percent-encoded, as its own toolkit does.
/// </summary>
internal static class WorkflowCommand
{
    /// <param name="finding">What is wrong.</param>
    /// <param name="end">The column behind the word it is about.</param>
    public static string Of(Finding finding, int? end)
    {
        var place = finding.Place;
        var command = new StringBuilder("::").Append(Word(finding.Severity)).Append(" file=").Append(Property(place.File));
        if (place.Line > 0) command.Append(CultureInfo.InvariantCulture, $",line={place.Line}");
        if (place.Column > 0) command.Append(CultureInfo.InvariantCulture, $",col={place.Column}");

        // Theirs is the last column of the word, ours the one behind it.
        if (end is { } behind) command.Append(CultureInfo.InvariantCulture, $",endColumn={behind - 1}");
        command.Append(",title=").Append(Property($"{finding.Code.Id}: {finding.Code.Title}")).Append("::").Append(Data(finding.Message));
        if (finding.Hint is { } hint) command.Append(Data("\nhint: " + hint));
        return command.ToString();
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
