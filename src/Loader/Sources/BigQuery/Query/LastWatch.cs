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
    public static bool HasOrder(ValueKind? kind) => kind is ValueKind.Time or ValueKind.Date or ValueKind.Integer or ValueKind.Decimal or ValueKind.Text;

    public void Pass(RowChunk chunk)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            chunk.Read(i, cells);
            if (IsHigher(cells[column])) Highest = cells[column].Detached();
        }
    }

    private bool IsHigher(in Value value)
    {
        if (!HasOrder(value.Kind)) return false;
        if (Highest.IsNull || Highest.Kind != value.Kind) return Highest.IsNull;
        return value.Kind switch
        {
            ValueKind.Time => (value.Seconds, value.Nanoseconds).CompareTo((Highest.Seconds, Highest.Nanoseconds)) > 0,
            ValueKind.Date => value.Days > Highest.Days,
            ValueKind.Integer => value.Integer > Highest.Integer,
            ValueKind.Decimal => value.Decimal > Highest.Decimal,
            _ => value.Utf8.SequenceCompareTo(Highest.Utf8) > 0,
        };
    }
}
