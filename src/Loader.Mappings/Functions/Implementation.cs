using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>A function of one value. Texts it makes lie in <paramref name="scratch"/>.</summary>
public delegate Value Function1(in Value x, Scratch scratch);

/// <summary>A function of two values.</summary>
public delegate Value Function2(in Value x, in Value y, Scratch scratch);

/// <summary>A function of any number of values. It may write over them.</summary>
public delegate Value FunctionN(Span<Value> arguments, Scratch scratch);

/// <summary>Computed on request: how a function that may leave an argument alone is given it.</summary>
public enum LazyForm
{
    /// <summary>The second argument when the first is true, else the third.</summary>
    If,

    /// <summary>Conditions and values in turn; the last argument alone is what holds otherwise.</summary>
    Case,

    /// <summary>The first argument that is not null.</summary>
    Coalesce,

    /// <summary>The first argument, or the second when the first is null or empty text.</summary>
    Default,

    /// <summary>The first argument, or the second when the first is a problem.</summary>
    Try,
}

/// <summary>
/// What is called per row: bound once, with all constants looked at. Gets values of the declared types only; null and problems
/// do not reach it (null does where the entry says <see cref="FunctionEntry.TakesNull"/>). It is called by many threads at once and keeps no state.
/// </summary>
public sealed class Implementation
{
    private Implementation(ValueKind? kind) => Kind = kind;

    /// <summary>The result's type where it is known; null where it differs from call to call.</summary>
    public ValueKind? Kind { get; }

    internal Function1? One { get; private init; }

    internal Function2? Two { get; private init; }

    internal FunctionN? Many { get; private init; }

    /// <summary>Whether it must not be computed before the first row, where a message could show what it gives.</summary>
    internal bool IsHidden { get; private init; }

    internal LazyForm? Lazy { get; private init; }

    public static Implementation Of(ValueKind? kind, Function1 function) => new(kind) { One = function };

    public static Implementation Of(ValueKind? kind, Function2 function) => new(kind) { Two = function };

    public static Implementation Of(ValueKind? kind, FunctionN function) => new(kind) { Many = function };

    internal static Implementation Hidden(ValueKind? kind, FunctionN function) => new(kind) { Many = function, IsHidden = true };

    internal static Implementation Of(ValueKind? kind, LazyForm form) => new(kind) { Lazy = form };
}
