namespace Loader.Mappings.Findings;

/// <summary>A mistake of a person or a row: a value that is collected and shown, never thrown.</summary>
/// <param name="Code">Which kind of mistake.</param>
/// <param name="Place">Where to look: in the mapping, or in the source for a row that cannot be read.</param>
/// <param name="Message">What is wrong, in one sentence, naming the thing.</param>
/// <param name="Hint">What to do about it, or what was probably meant.</param>
public sealed record Finding(FindingCode Code, Place Place, string Message, string? Hint = null)
{
    public Severity Severity => Code.Severity;

    /// <summary>
    /// The form that people and editors read: <c>file:line:column: error CODE: message</c>, the hint on a second line.
    /// </summary>
    public override string ToString() =>
        $"{Place}: {Severity.ToString().ToLowerInvariant()} {Code.Id}: {Message}" + (Hint is null ? "" : $"\n  hint: {Hint}");
}
