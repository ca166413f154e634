namespace Loader.Options;

/// <summary>One setting as the reference shows it.</summary>
/// <param name="Name">As it is written in the mapping.</param>
/// <param name="Form">What may stand there: <c>text</c>, <c>true or false</c>, <c>30s</c>, <c>2026 | 2025 | seed</c>.</param>
/// <param name="Default">What holds without it; null: nothing, or it must be given.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Required">Whether it must be given.</param>
public sealed record OptionDescription(string Name, string Form, string? Default, string Help, bool Required);
