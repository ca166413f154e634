using System.Security.Cryptography;
using System.Text;

namespace Loader.Rehearsal.Nameless;

/// <summary>Under which ids an event is stored.</summary>
internal readonly ref struct NamelessIds
{
    private const int Length = 15;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private NamelessIds(ReadOnlySpan<char> client, ReadOnlySpan<char> session)
    {
        Client = client;
        Session = session;
    }

    public ReadOnlySpan<char> Client { get; }

    /// <summary><c>CLIENT_SESSION</c>.</summary>
    public ReadOnlySpan<char> Session { get; }

    /// <summary>
    /// From the cookies; what they lack is made up at random. On a Website event <c>cross_domain_id</c> wins over another session's cookie.
    /// </summary>
    public static NamelessIds OfCookies(scoped in NamelessCookies cookies, ReadOnlySpan<byte> crossDomainId)
    {
        if (!crossDomainId.IsEmpty)
        {
            var session = Encoding.UTF8.GetString(crossDomainId);
            if (!cookies.SessionId.SequenceEqual(session)) return new(session.Split('_')[0], session);
        }

        var client = cookies.HasUser ? cookies.User : Random();
        return cookies is { HasUser: true, HasSession: true }
            ? new(client, cookies.SessionId)
            : new(client, string.Concat(client, "_", Random()));
    }

    /// <summary>From the body, as older tags took them from streaming requests.</summary>
    public static NamelessIds OfBody(scoped in NamelessBody body) => new(
        Encoding.UTF8.GetString(body.Text(NamelessColumn.ClientId)), Encoding.UTF8.GetString(body.Text(NamelessColumn.SessionId)));

    private static string Random() => RandomNumberGenerator.GetString(Alphabet, Length);
}
