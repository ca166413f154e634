using System.Data;
using System.Data.Common;
using Loader.Mappings.Findings;
using Loader.Options;
using Npgsql;

namespace Loader.Sources.Postgres;

/// <summary>
/// One connection with one transaction that sees one moment of the database and cannot write. Everything of a source goes through it: what is written
/// to the tables meanwhile is not seen.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    /// <summary>The forms in which cells come, whatever the server, the database or the user has set; see <see cref="CellReader"/>.</summary>
    private const string Settings =
        """
        set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'iso_8601'; set local bytea_output = 'hex';
        set local extra_float_digits = 1
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly PostgresOptions options;
    private int cursors;

    private PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, PostgresOptions options, string name)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.options = options;
        Name = name;
    }

    /// <summary>Server and database, for people.</summary>
    public string Name { get; }

    /// <summary>Connects; null with a finding when that cannot be.</summary>
    public static async ValueTask<PostgresSession?> OpenAsync(PostgresOptions options, Section section, CancellationToken stop)
    {
        var place = section.PlaceOf("connection");
        NpgsqlConnection? connection = null;
        try
        {
            var builder = ConnectionText.Read(options.Connection);
            if (!string.IsNullOrEmpty(builder.Password)) section.Context.Secrets.Add(builder.Password);
            if (string.IsNullOrEmpty(builder.Host)) throw new FormatException("it names no host");
            connection = await ConnectAsync(builder, stop);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            await using var setting = new NpgsqlCommand("set transaction read only; " + Settings, connection, transaction);
            await setting.ExecuteNonQueryAsync(stop);
            return new(connection, transaction, options, $"postgres://{builder.Host}/{connection.Database}");
        }
        catch (FormatException wrong)
        {
            section.Findings.Add(PostgresCodes.NoConnection, place, $"the connection text cannot be read: {wrong.Message}");
        }
        catch (Exception refused) when (refused is DbException or System.Net.Sockets.SocketException or TimeoutException)
        {
            section.Findings.Add(PostgresCodes.NoConnection, place, section.Context.Secrets.Redact($"cannot connect: {Words(refused)}"));
        }

        if (connection is not null) await connection.DisposeAsync();
        return null;
    }

    /// <summary>Names and types of the query's columns, which the server tells without running it; null with findings when it refuses.</summary>
    public async ValueTask<IReadOnlyList<(string Name, PostgresType Type)>?> DescribeAsync(Section section, CancellationToken stop)
    {
        var columns = new List<(string Name, uint Type)>();
        try
        {
            await using (var command = Cursor.Command(options.Query.Sent, connection, transaction, options))
            await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, stop))
            {
                for (var i = 0; i < reader.FieldCount; i++) columns.Add((reader.GetName(i), reader.GetDataTypeOID(i)));
            }

            var types = new PostgresTypes(connection, transaction);
            var typed = new List<(string Name, PostgresType Type)>(columns.Count);
            foreach (var (name, type) in columns) typed.Add((name, await types.OfAsync(type, stop)));
            return typed;
        }
        catch (PostgresException refused)
        {
            section.Findings.Add(Refusal(refused, 0));
            return null;
        }
    }

    /// <summary>Runs the query up to its first row; null with a finding when there is none, or the server refuses now what it could describe.</summary>
    public async ValueTask<Cursor?> RunAsync(int columns, FindingList findings, CancellationToken stop)
    {
        try
        {
            var cursor = await RunAsync(columns, stop);
            if (await cursor.HasRowsAsync(stop) || options.AllowEmpty) return cursor;
            findings.Add(PostgresCodes.NoRows, options.Origin.Start, "the query gives no rows", "if that is as it should be, say allow_empty: true");
        }
        catch (PostgresException refused)
        {
            findings.Add(Refusal(refused, Cursor.Head(LastName).Length));
        }

        return null;
    }

    public ValueTask<Cursor> RunAsync(int columns, CancellationToken stop)
    {
        cursors++;
        return Cursor.DeclareAsync(connection, transaction, LastName, options, columns, stop);
    }

    /// <summary>What broke while rows were read.</summary>
    public Finding Trouble(Exception broken) => new(
        PostgresCodes.Broken,
        options.Origin.Start,
        $"{Name} gave no more rows: {Words(broken)}",
        "run again to continue; an order by a unique column makes sure that the rows are the same");

    /// <summary>What the database throws when it, or the way to it, fails.</summary>
    public static bool IsTrouble(Exception broken) => broken is DbException or IOException or TimeoutException or System.Net.Sockets.SocketException;

    /// <summary>The server undoes a transaction whose connection is closed, and cannot be asked anything while it sends rows nobody reads.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>Without the list of all types that Npgsql would load: cells are read as text.</summary>
    private static async ValueTask<NpgsqlConnection> ConnectAsync(NpgsqlConnectionStringBuilder builder, CancellationToken stop)
    {
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        source.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));

        // Without pooling there is nothing that the source would have to keep.
        await using var built = source.Build();
        return await built.OpenConnectionAsync(stop);
    }

    private string LastName => FormattableString.Invariant($"loader_rows_{cursors}");

    private Finding Refusal(PostgresException refused, int head)
    {
        var place = refused.Position > head ? options.Query.PlaceOf(refused.Position - 1 - head, options.Origin) : options.Origin.Start;
        return new(PostgresCodes.Refused, place, $"{refused.MessageText} (SQLSTATE {refused.SqlState})", refused.Hint);
    }

    private static string Words(Exception broken) => broken switch
    {
        PostgresException server => $"{server.MessageText} (SQLSTATE {server.SqlState})",
        { InnerException: { } inner } => $"{broken.Message}: {inner.Message}",
        _ => broken.Message,
    };
}
