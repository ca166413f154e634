namespace Loader.Drafting;

/// <summary>A line of the event.</summary>
/// <param name="Path">Where it stands: <c>ecommerce.value</c>.</param>
/// <param name="Value">As YAML writes it; null: nothing was found, and the line is a comment.</param>
/// <param name="Comment">What is worth knowing about it.</param>
/// <param name="Column">The column it is made of.</param>
internal sealed record DraftField(string Path, string? Value, string? Comment, DraftColumn? Column = null);
