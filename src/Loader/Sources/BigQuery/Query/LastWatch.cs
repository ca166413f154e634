using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Sources.BigQuery.Query;

/// <summary>The highest value of a column among the rows that pass. One reader.</summary>
/// <param name="column">The column's index.</param>
/// <param name="columns">How many cells a row has.</param>
internal sealed class LastWatch(int column, int columns)
{
    private readonly Value[] cells = new Value[columns];

    /// <summary>The highest so far; null while there was none.</summary>
    public Value Highest { get; private set; }

    /// <summary>Whether values of a type have an order that a query's comparison has too.</summary>
    public static bool HasOrder(ValueKind? kind) => kind is ValueKind.Time or ValueKind.Date or ValueKind.Integer or ValueKind.Text || IsDecimal(kind);

    public void Pass(RowChunk chunk)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            chunk.Read(i, cells);
            if (IsHigher(cells[column])) Highest = cells[column].Detached();
        }
    }

    private static bool IsDecimal(ValueKind? kind) => kind is ValueKind.Decimal or ValueKind.WideDecimal;

    /// <summary>Numbers of many digits stand beside numbers of few in one column.</summary>
    private static bool IsHigherNumber(in Value value, in Value other) => value.Kind == ValueKind.Decimal && other.Kind == ValueKind.Decimal
        ? value.Decimal > other.Decimal
        : WideDecimal.Compare(Digits(value), Digits(other)) > 0;

    private static ReadOnlySpan<byte> Digits(in Value number) =>
        number.Kind == ValueKind.WideDecimal ? number.Utf8 : Encoding.ASCII.GetBytes(number.Decimal.ToString(CultureInfo.InvariantCulture));

    private bool IsHigher(in Value value)
    {
        if (!HasOrder(value.Kind)) return false;
        if (Highest.IsNull) return true;
        if (IsDecimal(value.Kind) && IsDecimal(Highest.Kind)) return IsHigherNumber(value, Highest);
        if (Highest.Kind != value.Kind) return false;
        return value.Kind switch
        {
            ValueKind.Time => (value.Seconds, value.Nanoseconds).CompareTo((Highest.Seconds, Highest.Nanoseconds)) > 0,
            ValueKind.Date => value.Days > Highest.Days,
            ValueKind.Integer => value.Integer > Highest.Integer,
            _ => value.Utf8.SequenceCompareTo(Highest.Utf8) > 0,
        };
    }
}
