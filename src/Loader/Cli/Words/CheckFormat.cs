using Loader.Mappings.Findings;

namespace Loader.Cli.Words;

/// <summary>How <c>check</c> writes a finding: for people, for programs, or as an annotation of a change on GitHub.</summary>
internal static class CheckFormat
{
    public const string Text = "text";
    public const string Json = "json";
    public const string GitHub = "github";

    public static readonly string[] All = [Text, Json, GitHub];

    private const string Actions = "GITHUB_ACTIONS";

    /// <summary>What was asked for, else annotations where a job of GitHub runs, which sets that variable to true, else text.</summary>
    public static string Chosen(string? format, bool json, Func<string, string?> variable) =>
        json ? Json : format ?? (variable(Actions) == "true" ? GitHub : Text);

    /// <summary>One finding.</summary>
    /// <param name="format">One of <see cref="All"/>.</param>
    /// <param name="finding">What is wrong.</param>
    /// <param name="spans">Tells how far the word at fault goes.</param>
    public static string Line(string format, Finding finding, FindingSpans spans) => format switch
    {
        Json => FindingJson.Line(finding, spans.EndOf(finding.Place)),
        GitHub => WorkflowCommand.Of(finding, spans.EndOf(finding.Place)),
        _ => finding.ToString(),
    };
}
