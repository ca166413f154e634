namespace Loader.Mappings.Functions;

/// <summary>One parameter of a function.</summary>
/// <param name="Name">For messages and the reference.</param>
/// <param name="Kinds">The types it takes.</param>
public sealed record Parameter(string Name, Kinds Kinds)
{
    /// <summary>What stands in for it when it is left out, as the language writes it; null when it must be given.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it may be left out. A parameter without a default that may be left out changes what the function does.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it may be given any number of times (at least once). Only the last parameter.</summary>
    public bool Repeats { get; init; }

    /// <summary>
    /// Whether it must be known before the first row (a format, a zone, a mode), so that it is looked at once and not per row. The
    /// implementation is not given it again.
    /// </summary>
    public bool Constant { get; init; }

    /// <summary>The only texts it takes, when there are such.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A text that chooses one of a few ways, known before the first row.</summary>
    public static Parameter Choice(string name, params IReadOnlyList<string> choices) =>
        new(name, Kinds.Text) { Constant = true, Choices = choices };

    public override string ToString() =>
        $"{Name}: {(Choices.Count > 0 ? string.Join("|", Choices.Select(choice => $"\"{choice}\"")) : Kinds.ToString())}"
        + (Default is not null ? $" = {Default}" : Repeats ? Optional ? ", …?" : ", …" : Optional ? "?" : "");
}
