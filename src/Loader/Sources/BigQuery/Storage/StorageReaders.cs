using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Sources.BigQuery.Storage.Grpc;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>The way to rows through the Storage Read API: Avro, several streams at once.</summary>
/// <param name="endpoint">Where it is; on <c>http://</c> without TLS.</param>
internal sealed class StorageReaders(Uri endpoint, IAccessTokens tokens, StorageRetry retry, TimeProvider clock) : IRowReaders
{
    /// <summary>How rows are numbered that have an order of their own, in whichever way they are read.</summary>
    public const string OwnNumbering = "rest";

    /// <summary>A condition that takes long to find a row is no silence: the service tells its progress meanwhile.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>They are one answer of REST, and there sooner than a session.</summary>
    public const int Few = 1_000;

    /// <summary>For <see cref="FewRows"/>: no number is few.</summary>
    public const int AnyNumber = -1;

    /// <summary>So many rows, or fewer, are left to REST.</summary>
    public int FewRows { get; init; } = Few;

    public async ValueTask<(IRowReader? Reader, string? Reason)> OpenAsync(RowsWanted wanted, CancellationToken stop)
    {
        if (Reason(wanted) is { } reason) return (null, reason);
        var opening = new StorageOpening(new(new(endpoint, Silence, clock)), tokens, retry, clock);
        try
        {
            if (Kept(wanted) is { } kept) return (new StorageReader(kept, wanted, opening), null);
            var session = await opening.CreateAsync(wanted, isNeeded: wanted.Where is not null, stop);
            StorageReader.PlanOf(session, wanted);
            return (new StorageReader(session, wanted, opening), null);
        }
        catch (DamagedRowsException unlike)
        {
            // An emulator may have forms of its own; over REST all is text.
            opening.Dispose();
            return (null, unlike.Message);
        }
        catch (GrpcException refused)
        {
            opening.Dispose();
            return (null, Reason(refused.Status, wanted));
        }
        catch
        {
            opening.Dispose();
            throw;
        }
    }

    /// <summary>Why rows are read in another way before anybody is asked.</summary>
    private string? Reason(RowsWanted wanted)
    {
        if (wanted.Numbering is { } numbering && !wanted.IsOrdered)
        {
            return numbering == OwnNumbering ? "the load began over REST, which numbers its rows" : null;
        }

        if (wanted.Asked.Any(IsInterval)) return "it has an INTERVAL, for which the Storage Read API documents no form";
        return wanted is { Where: null, Rows: { } rows } && rows <= FewRows ? FormattableString.Invariant($"{rows} rows are few") : null;
    }

    private static bool IsInterval(BigQueryField field) => field.Type == BigQueryType.Interval || field.Fields.Any(IsInterval);

    private static string Reason(GrpcStatus status, RowsWanted wanted) => status.Code == GrpcCode.PermissionDenied
        ? $"the Storage Read API needs bigquery.readsessions.create on project {wanted.Project}, and bigquery.readsessions.getData: {status.Message}"
        : $"the Storage Read API answers {status}";

    /// <summary>The session that an earlier run numbered its rows by.</summary>
    /// <exception cref="SourceException">What was kept of it is damaged.</exception>
    private static StorageSession? Kept(RowsWanted wanted)
    {
        if (wanted.Numbering is not { } numbering || wanted.IsOrdered) return null;
        try
        {
            if (JsonSerializer.Deserialize<StorageSession>(numbering) is { Name: not null, AvroSchema: not null, Streams: not null, TurnRows: > 0 } session)
            {
                return session;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new SourceException(
            new(
                BigQueryCodes.Gone,
                Place.Of(wanted.Table.ToString()),
                "what an earlier run kept of its session cannot be read",
                "begin anew with --restart, which sends every row again"));
    }
}
