namespace Loader.Sources;

/// <summary>
/// Something that a source found out of its content because no setting says it: for <c>check</c> to say, and for a first mapping to write down.
/// </summary>
/// <param name="Setting">The setting that would say it: <c>delimiter</c>. For what a column holds: <c>columns.NAME</c>.</param>
/// <param name="Value">What it would say, as it stands in a mapping: <c>;</c>, <c>decimal(",")</c>.</param>
/// <param name="Words">The same in a sentence.</param>
public sealed record Detection(string Setting, string Value, string Words);
