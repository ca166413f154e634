using Loader.Mappings.Rows;

namespace Loader.Sources.Postgres;

/// <summary>
/// What a column's cells are, as far as reading them needs to know. Cells come in PostgreSQL's text form, so that nothing is lost on the way.
/// </summary>
internal abstract record PostgresType
{
    /// <summary>The type in the mapping language; null where it differs from cell to cell.</summary>
    public abstract ValueKind? Kind { get; }

    /// <summary>A type of one value, by what its text means.</summary>
    public sealed record Scalar(ScalarForm Form) : PostgresType
    {
        public override ValueKind? Kind => Form switch
        {
            ScalarForm.Text => ValueKind.Text,
            ScalarForm.Boolean => ValueKind.Boolean,
            ScalarForm.Integer => ValueKind.Integer,
            ScalarForm.Numeric => ValueKind.Decimal,
            ScalarForm.Float => ValueKind.Float,
            ScalarForm.Bytes => ValueKind.Bytes,
            ScalarForm.Date => ValueKind.Date,
            ScalarForm.Instant => ValueKind.Time,
            ScalarForm.Interval => ValueKind.Duration,
            _ => null,
        };
    }

    /// <summary>An array; its dimensions are known only from the value.</summary>
    public sealed record Array(PostgresType Item, char Delimiter) : PostgresType
    {
        public override ValueKind? Kind => ValueKind.List;
    }

    /// <summary>A composite type: a table's row type or one made by CREATE TYPE.</summary>
    public sealed record Composite(IReadOnlyList<(string Name, PostgresType Type)> Fields) : PostgresType
    {
        public override ValueKind? Kind => ValueKind.Object;
    }
}

/// <summary>How the text of a single value is read.</summary>
internal enum ScalarForm
{
    /// <summary>As it stands. Also uuid, enum, inet, time, timestamp without time zone, ranges and every type not named here.</summary>
    Text,
    Boolean,
    Integer,
    Numeric,
    Float,
    Bytes,
    Date,
    Instant,
    Interval,
    Json,
}
