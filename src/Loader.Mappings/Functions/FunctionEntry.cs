using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>One function of the language: all that the binder, the reference and the tests need to know of it.</summary>
public sealed record FunctionEntry
{
    public required string Name { get; init; }

    /// <summary>One of <see cref="FunctionCatalog.Groups"/>.</summary>
    public required string Group { get; init; }

    /// <summary>What it does, in one or two sentences; says what becomes of null where that is not null.</summary>
    public required string Help { get; init; }

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The result's type; null where it depends on the arguments.</summary>
    public ValueKind? Result { get; init; }

    /// <summary>Whether it is called for nulls. Else the rule of the language holds: null in, null out.</summary>
    public bool TakesNull { get; init; }

    /// <summary>
    /// What it makes of the elements of a list or the rows of a group, when its first argument is such; the argument behind it is then computed for
    /// each element. Null: a list is a value to it like any other.
    /// </summary>
    public Fold? Over { get; init; }

    public required IReadOnlyList<Example> Examples { get; init; }

    /// <summary>A second way of calling it, with other parameters; null for nearly all.</summary>
    public FunctionEntry? OtherForm { get; init; }

    /// <summary>Whether a call is of the other form, by its first argument where that is a constant.</summary>
    public Func<Value?, bool>? HasOtherForm { get; init; }

    /// <summary>Looks at the constants once and gives what is called per row; null after reporting a mistake.</summary>
    public required Func<Arguments, Implementation?> Bind { get; init; }

    public int FewestArguments => Parameters.Count(parameter => !parameter.Optional && parameter.Default is null);

    /// <summary>Null when there is no limit.</summary>
    public int? MostArguments => Parameters.Count > 0 && Parameters[^1].Repeats ? null : Parameters.Count;

    /// <summary><c>round(x: number, digits: integer = 0, mode: "half-even"|… = "half-even") → number</c></summary>
    public string Signature =>
        $"{Name}({string.Join(", ", Parameters)}) → {Result?.Name() ?? "depends on the arguments"}";

    /// <summary>The parameter that an argument goes to.</summary>
    public Parameter ParameterOf(int argument) => Parameters[Math.Min(argument, Parameters.Count - 1)];
}
