namespace Loader.Rehearsal.Nameless;

/// <summary>
/// The users and sessions that the tag remembers (documents <c>users/CLIENT</c>), as far as they decide about later requests or show in answers.
/// About 150 bytes for a user with one session. Requests of one client go one after another; of different ones side by side.
/// </summary>
/// <remarks>
/// The real tag reads and writes a document without a transaction, so that requests of one client in flight at once lose sessions. Here they do
/// not; the endpoint counts such requests instead, because a sender must never cause them.
/// </remarks>
internal sealed class NamelessUsers(bool sessionMustBeLatest, bool allKnown)
{
    private const int Shards = 64;
    private readonly Shard[] shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard())];

    /// <summary>Takes an event in, or says why not. Nothing is remembered of what is refused.</summary>
    public NamelessStanding Arrive(in NamelessArrival arrival)
    {
        var shard = shards[(int)((ulong)arrival.Client ^ (ulong)(arrival.Client >> 64)) & (Shards - 1)];
        lock (shard)
        {
            shard.Users.TryGetValue(arrival.Client, out var user);
            var session = user?.IndexOf(SessionKey(arrival.Session), sessionMustBeLatest) ?? -1;
            if (!arrival.OpensSession && !allKnown)
            {
                if (user is null) return new(NamelessArrivalEnd.UnknownUser);
                if (session < 0) return new(NamelessArrivalEnd.UnknownSession);
            }

            var end = user is null ? NamelessArrivalEnd.NewUser : session < 0 ? NamelessArrivalEnd.NewSession : NamelessArrivalEnd.Known;
            if (arrival.WriteFails) return new(end);
            if (user is null) shard.Users.Add(arrival.Client, user = new(arrival));
            var outOfOrder = user.See(arrival.Timestamp);
            if (session < 0) session = user.Open(arrival, SessionKey(arrival.SessionOverride ?? arrival.Session));
            else user.Touch(session, arrival.Timestamp);
            return user.Standing(end, session) with { IsOutOfOrder = outOfOrder };
        }
    }

    private static ulong SessionKey(UInt128 session) => (ulong)session ^ ((ulong)(session >> 64) * 31);

    private sealed class Shard
    {
        public Dictionary<UInt128, User> Users { get; } = [];
    }

    private struct Session
    {
        public ulong Key;
        public long Start;
        public long End;
        public long Number;
        public int Date;
    }

    /// <summary>One document. Nearly everybody has one session, so the first needs no list.</summary>
    private sealed class User(in NamelessArrival first)
    {
        private readonly int date = first.Date;
        private readonly long firstSession = first.FirstSessionOverride ?? first.Timestamp;
        private long lastSession = first.LastSessionOverride ?? first.Timestamp;
        private long newest = long.MinValue;
        private Session only;
        private List<Session>? more;
        private bool hasOne;

        private int Count => hasOne ? 1 + (more?.Count ?? 0) : 0;

        public int IndexOf(ulong key, bool latestOnly)
        {
            for (var i = Count - 1; i >= 0; i--)
            {
                if (At(i).Key == key) return i;
                if (latestOnly) return -1;
            }

            return -1;
        }

        /// <summary>Whether something newer has been seen before.</summary>
        public bool See(long timestamp)
        {
            var late = timestamp < newest;
            newest = Math.Max(newest, timestamp);
            return late;
        }

        /// <summary>The newest-arrived session gets the next number and becomes the last one, however old it is.</summary>
        public int Open(in NamelessArrival arrival, ulong key)
        {
            var session = new Session
            {
                Key = key,
                Start = arrival.Timestamp,
                End = arrival.SessionEndOverride ?? arrival.Timestamp,
                Number = arrival.SessionNumberOverride ?? (Count == 0 ? 1 : At(Count - 1).Number + 1),
                Date = arrival.Date,
            };
            if (!hasOne)
            {
                only = session;
                hasOne = true;
                return 0;
            }

            lastSession = arrival.Timestamp;
            (more ??= new(1)).Add(session);
            return Count - 1;
        }

        /// <summary>The last-arrived event ends the session, also when it is older.</summary>
        public void Touch(int index, long timestamp)
        {
            var session = At(index);
            session.End = timestamp;
            if (index == 0) only = session;
            else more![index - 1] = session;
        }

        public NamelessStanding Standing(NamelessArrivalEnd end, int index)
        {
            var session = At(index);
            return new(end)
            {
                UserDate = date,
                SessionDate = session.Date,
                FirstSession = firstSession,
                LastSession = lastSession,
                SessionNumber = session.Number,
                SessionStart = session.Start,
                SessionEnd = session.End,
            };
        }

        private Session At(int index) => index == 0 ? only : more![index - 1];
    }
}
