using Microsoft.AspNetCore.Http;

namespace Loader.Rehearsal.Nameless;

/// <summary>The two cookies that say whose event it is. Null: not sent; the first of a name counts.</summary>
internal readonly ref struct NamelessCookies
{
    private const int IdLength = 15;

    private NamelessCookies(bool hasUser, ReadOnlySpan<char> user, bool hasSession, ReadOnlySpan<char> session)
    {
        HasUser = hasUser;
        User = user;
        HasSession = hasSession;
        Session = session;
    }

    public bool HasUser { get; }

    public ReadOnlySpan<char> User { get; }

    public bool HasSession { get; }

    /// <summary><c>CLIENT_SESSION-PAGE</c>.</summary>
    public ReadOnlySpan<char> Session { get; }

    /// <summary>The session's id: what stands before the first dash.</summary>
    public ReadOnlySpan<char> SessionId => Session.IndexOf('-') is var dash and >= 0 ? Session[..dash] : Session;

    /// <summary>The page's id: what stands between the first dash and the next.</summary>
    public ReadOnlySpan<char> PageId
    {
        get
        {
            var dash = Session.IndexOf('-');
            if (dash < 0) return default;
            var rest = Session[(dash + 1)..];
            return rest.IndexOf('-') is var next and >= 0 ? rest[..next] : rest;
        }
    }

    /// <summary>15 letters or digits; an empty cookie passes.</summary>
    public bool UserIsWellFormed => User.IsEmpty || IsId(User);

    /// <summary>15 _ 15 - 15; an empty cookie passes.</summary>
    public bool SessionIsWellFormed =>
        Session.IsEmpty
        || (Session.Length == (3 * IdLength) + 2
            && Session[IdLength] == '_'
            && Session[(2 * IdLength) + 1] == '-'
            && IsId(Session[..IdLength])
            && IsId(Session.Slice(IdLength + 1, IdLength))
            && IsId(Session[^IdLength..]));

    public static NamelessCookies Read(IHeaderDictionary headers, string userName, string sessionName)
    {
        ReadOnlySpan<char> user = default, session = default;
        bool hasUser = false, hasSession = false;
        foreach (var header in headers.Cookie)
        {
            foreach (var range in header.AsSpan().Split(';'))
            {
                var pair = header.AsSpan(range.Start.Value, range.End.Value - range.Start.Value).Trim();
                var equals = pair.IndexOf('=');
                if (equals < 0) continue;
                var name = pair[..equals].TrimEnd();
                var value = pair[(equals + 1)..].Trim();
                if (!hasUser && name.SequenceEqual(userName))
                {
                    hasUser = true;
                    user = value;
                }
                else if (!hasSession && name.SequenceEqual(sessionName))
                {
                    hasSession = true;
                    session = value;
                }
            }
        }

        return new(hasUser, user, hasSession, session);
    }

    private static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length != IdLength) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c)) return false;
        }

        return true;
    }
}
