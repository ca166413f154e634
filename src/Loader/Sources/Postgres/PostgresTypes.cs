using Npgsql;

namespace Loader.Sources.Postgres;

/// <summary>The types of a database by their numbers: the built-in ones are known, the others are asked for (PostgreSQL 15, 53.64 pg_type).</summary>
internal sealed class PostgresTypes(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    /// <summary>No composite nests deeper; a type that holds itself through an array would not end.</summary>
    private const int Deepest = 16;

    private const string Asked =
        """
        select t.typtype::text, t.typbasetype, t.typelem, t.typrelid, coalesce(e.typdelim, ',')::text, t.typcategory::text
        from pg_catalog.pg_type t left join pg_catalog.pg_type e on e.oid = t.typelem where t.oid = $1
        """;

    private const string Fields =
        "select attname::text, atttypid from pg_catalog.pg_attribute where attrelid = $1 and attnum > 0 and not attisdropped order by attnum";

    private static readonly PostgresType Text = new PostgresType.Scalar(ScalarForm.Text);
    private readonly Dictionary<uint, PostgresType> known = [];

    public async ValueTask<PostgresType> OfAsync(uint number, CancellationToken stop, int depth = 0)
    {
        if (BuiltIn(number) is { } form) return new PostgresType.Scalar(form);
        if (known.TryGetValue(number, out var type)) return type;
        return known[number] = depth > Deepest ? Text : await AskAsync(number, depth, stop);
    }

    private async ValueTask<PostgresType> AskAsync(uint number, int depth, CancellationToken stop)
    {
        if (await RowAsync(number, stop) is not var (kind, basis, item, relation, delimiter, category)) return Text;
        if (kind == "d") return await OfAsync(basis, stop, depth + 1);
        if (kind == "c") return new PostgresType.Composite(await FieldsAsync(relation, depth, stop));
        return category == "A" && item != 0 ? new PostgresType.Array(await OfAsync(item, stop, depth + 1), delimiter[0]) : Text;
    }

    private async ValueTask<(string Kind, uint Basis, uint Item, uint Relation, string Delimiter, string Category)?> RowAsync(
        uint number,
        CancellationToken stop)
    {
        await using var command = Command(Asked, number);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? (reader.GetString(0), reader.GetFieldValue<uint>(1), reader.GetFieldValue<uint>(2), reader.GetFieldValue<uint>(3), reader.GetString(4), reader.GetString(5))
            : null;
    }

    private async ValueTask<List<(string Name, PostgresType Type)>> FieldsAsync(uint relation, int depth, CancellationToken stop)
    {
        var fields = new List<(string Name, uint Type)>();
        await using (var command = Command(Fields, relation))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop)) fields.Add((reader.GetString(0), reader.GetFieldValue<uint>(1)));
        }

        var typed = new List<(string Name, PostgresType Type)>(fields.Count);
        foreach (var (name, type) in fields) typed.Add((name, await OfAsync(type, stop, depth + 1)));
        return typed;
    }

    private NpgsqlCommand Command(string text, uint number)
    {
        var command = new NpgsqlCommand(text, connection, transaction);
        command.Parameters.Add(new() { Value = number, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        return command;
    }

    /// <summary>Numbers that every PostgreSQL has (src/include/catalog/pg_type.dat).</summary>
    private static ScalarForm? BuiltIn(uint number) => number switch
    {
        16 => ScalarForm.Boolean,
        20 or 21 or 23 or 26 => ScalarForm.Integer,
        1700 => ScalarForm.Numeric,
        700 or 701 => ScalarForm.Float,
        17 => ScalarForm.Bytes,
        1082 => ScalarForm.Date,
        1184 => ScalarForm.Instant,
        1186 => ScalarForm.Interval,
        114 or 3802 => ScalarForm.Json,
        18 or 19 or 25 or 142 or 650 or 790 or 829 or 869 or 1042 or 1043 or 1083 or 1114 or 1266 or 1560 or 1562 or 2249 or 2950 => ScalarForm.Text,
        _ => null,
    };
}
