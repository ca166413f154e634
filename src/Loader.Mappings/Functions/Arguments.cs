using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>The arguments of one call before the first row: their types and, where they are constants, their values.</summary>
/// <param name="entry">The function that is called.</param>
/// <param name="given">Type and constant value of each argument, in the order of the parameters; those that were left out between others have neither.</param>
/// <param name="report">Takes a mistake: the argument's index, the message, a hint.</param>
public sealed class Arguments(FunctionEntry entry, IReadOnlyList<Given> given, Action<int, string, string?> report)
{
    /// <summary>The look-up tables that the mapping has.</summary>
    public Tables Tables { get; init; } = Tables.None;

    /// <summary>Where <c>secret</c> finds values; null where there are none to be had.</summary>
    public ISecretValues? Secrets { get; init; }

    /// <summary>How many there are up to the last that was written.</summary>
    public int Count => given.Count;

    /// <summary>Whether a mistake was reported; what the binding returns is then not used.</summary>
    internal bool Failed { get; private set; }

    /// <summary>The type of an argument where it is known.</summary>
    public ValueKind? Kind(int index) => index < given.Count ? given[index].Kind : null;

    public bool Has(int index) => index < given.Count && given[index].IsWritten;

    /// <summary>The value of an argument that is a constant; null when it is computed or left out.</summary>
    public Value? Constant(int index) => index < given.Count ? given[index].Constant : null;

    /// <summary>The text of a constant parameter, or its default; null when it was left out and has no default.</summary>
    public string? Text(int index)
    {
        if (Constant(index) is { Kind: ValueKind.Text } text) return text.Text;
        return entry.Parameters[index].Default is { Length: >= 2 } written && written[0] == '"' ? written[1..^1] : null;
    }

    /// <summary>The number of a constant parameter, or its default.</summary>
    public long Integer(int index) =>
        Constant(index) is { Kind: ValueKind.Integer } integer ? integer.Integer
        : entry.Parameters[index].Default is { } written ? long.Parse(written, System.Globalization.CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"{entry.Name}: parameter {index} was left out and has no default.");

    /// <summary>A constant that cannot be used: said once, before the first row.</summary>
    public void Report(int index, string message, string? hint = null)
    {
        Failed = true;
        report(index, message, hint);
    }
}

/// <summary>What is known of an argument before the first row.</summary>
/// <param name="IsWritten">False for one that was left out because later ones were named.</param>
/// <param name="Kind">Its type where it is known.</param>
/// <param name="Constant">Its value when it is the same for every row.</param>
public readonly record struct Given(bool IsWritten, ValueKind? Kind, Value? Constant);
