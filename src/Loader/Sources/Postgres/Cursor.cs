using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Loader.Sources.Postgres;

/// <summary>A cursor on the server, its rows fetched some thousands at a time: neither side holds the whole result in memory.</summary>
internal sealed class Cursor : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly string name;
    private readonly int fetch;
    private NpgsqlDataReader? reader;
    private int asked;
    private int got;
    private bool peeked;

    private Cursor(NpgsqlConnection connection, NpgsqlTransaction transaction, string name, int fetch, int columns)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.name = name;
        this.fetch = fetch;
        Row = new(columns);
    }

    /// <summary>The row that <see cref="NextAsync"/> went to.</summary>
    public RawRow Row { get; }

    /// <summary>Text before the query, to be counted off positions that the server names.</summary>
    public static string Head(string name) => $"declare {name} no scroll cursor for\n";

    /// <exception cref="PostgresException">The server does not take the query.</exception>
    public static async ValueTask<Cursor> DeclareAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string name, PostgresOptions options, int columns, CancellationToken stop)
    {
        await using var declare = Command(Head(name) + options.Query.Sent, connection, transaction, options);
        await declare.ExecuteNonQueryAsync(stop);
        return new(connection, transaction, name, options.Fetch, columns);
    }

    /// <summary>A command with the query's parameters, whose types the server finds out from their places.</summary>
    public static NpgsqlCommand Command(string text, NpgsqlConnection connection, NpgsqlTransaction transaction, PostgresOptions options)
    {
        var command = new NpgsqlCommand(text, connection, transaction);
        foreach (var parameter in options.Parameters)
        {
            command.Parameters.Add(new() { Value = (object?)parameter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown });
        }

        return command;
    }

    /// <summary>Whether there is a first row, without going to it.</summary>
    /// <exception cref="PostgresException">The first row already breaks the query.</exception>
    public async ValueTask<bool> HasRowsAsync(CancellationToken stop)
    {
        await using var command = Fetch(1);
        await using var first = await command.ExecuteReaderAsync(stop);
        if (!await first.ReadAsync(stop)) return false;
        Row.Fill(first);
        peeked = true;
        return true;
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken stop)
    {
        if (peeked)
        {
            peeked = false;
            return true;
        }

        while (true)
        {
            if (reader is not null)
            {
                if (await reader.ReadAsync(stop))
                {
                    got++;
                    Row.Fill(reader);
                    return true;
                }

                await reader.DisposeAsync();
                reader = null;
                if (got < asked) return false;
            }

            await using var command = Fetch(fetch);
            (asked, got) = (fetch, 0);
            reader = await command.ExecuteReaderAsync(stop);
        }
    }

    /// <summary>Gives up what is left. The cursor itself ends with its transaction.</summary>
    public async ValueTask DisposeAsync()
    {
        if (reader is not null) await reader.DisposeAsync();
    }

    private NpgsqlCommand Fetch(int rows) =>
        new(string.Create(CultureInfo.InvariantCulture, $"fetch forward {rows} from {name}"), connection, transaction) { AllResultTypesAreUnknown = true };
}
