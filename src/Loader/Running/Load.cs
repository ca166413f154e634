using System.Threading.Channels;
using Loader.Books;
using Loader.Options;
using Loader.Running.Consigning;
using Loader.Running.GroupKeys;
using Loader.Running.Making;
using Loader.Running.Outcomes;
using Loader.Running.Preparing;
using Loader.Sending;
using Loader.Settings;
using Loader.Sources;

namespace Loader.Running;

/// <summary>
/// One load from start to end:
/// <list type="number">
/// <item>rows are read in chunks and become parcels (<see cref="EventMaker"/>),</item>
/// <item>chunks of parcels wait in a short, bounded channel, so that a slow destination slows the reader,</item>
/// <item>senders take them; each parcel is marked leaving, sent, and marked with its answer (<see cref="BookLedger"/>),</item>
/// <item>the load ends when every parcel has its outcome, or when it was asked to stop and what is in flight has come back.</item>
/// </list>
/// </summary>
internal sealed class Load(Prepared prepared, LoadBooks books, TimeProvider clock)
{
    /// <summary>Chunks of parcels that may wait between the reader and the senders.</summary>
    private const int ChunksWaiting = 2;

    private EndReason? stopped;

    public LoadProgress Progress { get; } = new(prepared.Source.Bytes);

    /// <summary>Loads until the end or until <paramref name="stop"/>; <paramref name="abandon"/> cuts what is in flight.</summary>
    public async Task<LoadEnd> RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var cutting = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(abandon, cutting.Token);
        using var time = new CancellationTokenSource(prepared.Send.MaxTime ?? Timeout.InfiniteTimeSpan, clock);
        await using var isUp = time.Token.UnsafeRegister(_ => TimeUp(), null);
        await using var hash = new PayloadHash();
        var maxFailed = prepared.Send.MaxFailed;
        var before = books.AtOpening;
        var threshold = new Threshold(maxFailed, TooManyFailed, before with { Failed = before.Failed - before.ToRetry });
        var failed = new FailedRows(books, prepared, threshold, clock);
        var settler = prepared.Flags.Resolve is { } settlement ? new Settler(settlement, books, prepared.Mapper.IsGrouped, clock) : null;
        var ledger = new BookLedger(books, failed, threshold, clock);
        using var keys = prepared.Mapper.IsGrouped ? new ClosedKeys(books.Folder) : null;
        var maker = EventMaker.Of(prepared, books, failed, ledger, threshold, settler, keys);
        var sender = new Sender(prepared.Destination.Protocol, prepared.Send.Options, ledger, clock, Random.Shared.NextDouble, Progress.Sending);

        var feed = Channel.CreateBounded<ParcelChunk>(new BoundedChannelOptions(ChunksWaiting) { SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(maker, settler, threshold, hash, ledger, feed.Writer, ending.Token), CancellationToken.None);
        SendingResult sent;
        try
        {
            // When the destination ends the sending, rows behind are not read for nothing.
            sent = await sender.RunAsync(feed.Reader, ending.Token, cut.Token, ending.Cancel);
        }
        catch
        {
            // The books are given back after this: nobody may still be writing into them.
            await ending.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        if (sent.End is SendingEnd.GivenUp givenUp) End(new EndReason.DestinationStopped(givenUp.Code, prepared.Secrets.Redact(givenUp.Reason)), ending);
        var (rows, reason) = await reading;

        books.Finish(reason is EndReason.Finished ? rows : null, rows, [.. prepared.Source.Parts.Select(part => new BookPart(part.Name, part.FirstRow))]);
        var end = stopped ?? (sent.End is SendingEnd.Finished ? reason : new EndReason.Interrupted());
        return new(InAll(end, maxFailed, books.Count()), rows, ledger.GivenBack, sent, await hash.EndAsync())
        {
            Settled = settler?.Rows ?? 0,
        };

        // What is in flight gets the time that it has after Ctrl+C.
        void TimeUp()
        {
            if (stop.IsCancellationRequested) return;
            cutting.CancelAfter(prepared.Send.Options.Grace);
            End(new EndReason.TimeUp(Units.Show(prepared.Send.MaxTime!.Value)), ending);
        }

        void TooManyFailed()
        {
            if (!stop.IsCancellationRequested) End(new EndReason.TooManyFailed(maxFailed.ToString()), ending);
        }
    }

    private async Task<(long Rows, EndReason Reason)> ReadAsync(
        IEventMaker maker, Settler? settler, Threshold threshold, PayloadHash hash, BookLedger ledger, ChannelWriter<ParcelChunk> feed, CancellationToken stop)
    {
        var (given, last) = (0L, 0L);
        Exception? fault = null;
        try
        {
            await foreach (var chunk in prepared.Source.ReadAsync(1, prepared.Mapper.Columns, stop))
            {
                var rows = (int)Math.Min(chunk.Count, (prepared.Flags.Limit ?? long.MaxValue) - given);
                threshold.Reading(given + rows);
                if (settler is not null && rows > 0)
                {
                    books.Reach(chunk.FirstRow + rows - 1);
                    settler.Meet(chunk, rows);
                }

                var parcels = maker.Make(chunk, Math.Max(rows, 0), out rows);
                given += rows;

                // Both are the same, unless a source leaves numbers out or gives them twice: then the books must not balance.
                last = Math.Max(given, chunk.FirstRow + rows - 1);
                Progress.Read(last, chunk.BytesRead);
                if (parcels is not null && !await HandOverAsync(parcels, hash, ledger, feed, stop)) break;
                if (threshold.IsExceeded) return (last, new EndReason.Interrupted());
                if (given >= prepared.Flags.Limit && !maker.IsWaiting) return (last, new EndReason.LimitReached(last));
            }

            if (!stop.IsCancellationRequested && maker.End() is { } rest) await HandOverAsync(rest, hash, ledger, feed, stop);
            return (last, stop.IsCancellationRequested ? new EndReason.Interrupted() : new EndReason.Finished());
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (last, new EndReason.Interrupted());
        }
        catch (SourceException broken)
        {
            // Every row before was delivered, and is sent.
            return (last, new EndReason.SourceFailed(broken.Finding with { Message = prepared.Secrets.Redact(broken.Finding.Message) }));
        }
        catch (Exception thrown)
        {
            fault = thrown;
            throw;
        }
        finally
        {
            maker.GiveBack(ledger);
            feed.Complete(fault);
        }
    }

    /// <summary>A share of failed rows that no sample showed on the way, since there were few or they came late, shows in all rows.</summary>
    private static EndReason InAll(EndReason end, FailureLimit limit, Counts all) =>
        end is EndReason.Finished && limit.IsExceededInAll(all.Failed, all.Read) ? new EndReason.Finished { TooMany = limit.ToString() } : end;

    /// <summary>Gives parcels to the senders, waiting until there is room; false when the load was asked to stop before.</summary>
    private static async Task<bool> HandOverAsync(
        RowParcels parcels, PayloadHash hash, BookLedger ledger, ChannelWriter<ParcelChunk> feed, CancellationToken stop)
    {
        await hash.AddAsync(parcels);
        try
        {
            await feed.WriteAsync(parcels, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            foreach (ref readonly var parcel in parcels.Parcels)
            {
                ledger.Withhold(parcel, parcels);
                parcels.Settle();
            }

            return false;
        }
    }

    /// <summary>Asks for the end; the first reason counts.</summary>
    private void End(EndReason reason, CancellationTokenSource ending)
    {
        Interlocked.CompareExchange(ref stopped, reason, null);
        ending.Cancel();
    }
}
