using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;

namespace Loader.Destinations.Http;

/// <summary>A formula among a destination's settings: over the fields of an event, or over an answer.</summary>
/// <param name="Setting">The setting's name for people: <c>batch.by</c>.</param>
/// <param name="Syntax">Its parsed form.</param>
/// <param name="Origin">Where its text stands.</param>
internal sealed record SettingFormula(string Setting, Syntax Syntax, TextOrigin Origin)
{
    /// <summary>Parses what stands behind the '='; null with a finding when it cannot be.</summary>
    public static SettingFormula? Parse(string setting, string text, TextOrigin origin, FindingList findings)
    {
        var blanks = text.Length - text.TrimStart().Length;
        return ExpressionParser.Parse(text[blanks..], origin.From(blanks), findings) is { } syntax ? new(setting, syntax, origin.From(blanks)) : null;
    }

    /// <summary>A formula that the program brings itself; a mistake in it is a bug.</summary>
    public static SettingFormula Of(string setting, string text)
    {
        FindingList findings = [];
        return Parse(setting, text, new(Place.Of(setting)), findings) ?? throw new InvalidOperationException(findings[0].ToString());
    }

    /// <summary>The same, with its value as text: numbers with their digits, times in UTC.</summary>
    public SettingFormula AsText() => this with { Syntax = new InterpolatedSyntax(Syntax.Start, Syntax.Length, new([Syntax])) };
}
