using Loader.Sources.Postgres;

namespace Loader.Tests.Sources.Postgres;

public sealed class ConnectionTextTests
{
    [Fact]
    public void A_URI_is_read_like_the_servers_own_tools_read_it()
    {
        var read = ConnectionText.Read("postgresql://ana%40x:p%2Fw@db.example.com:6432/shop?sslmode=verify-full&connect_timeout=5");

        Assert.Equal(("db.example.com", 6432, "ana@x", "p/w", "shop"), (read.Host, read.Port, read.Username, read.Password, read.Database));
        Assert.Equal((Npgsql.SslMode.VerifyFull, 5, "loader"), (read.SslMode, read.Timeout, read.ApplicationName));
    }

    [Fact]
    public void Npgsqls_own_form_is_read_and_a_command_timeout_stays()
    {
        var read = ConnectionText.Read("Host=h;Username=u;Command Timeout=7");

        Assert.Equal(("h", 7, false), (read.Host, read.CommandTimeout, read.Pooling));
        Assert.Equal(0, ConnectionText.Read("Host=h").CommandTimeout);
    }

    [Theory]
    [InlineData("secret words that are no connection")]
    [InlineData("Host=h;Nonsense=secret")]
    [InlineData("postgres://u:secret@h/db?nonsense=secret")]
    public void What_is_neither_is_refused_without_quoting_it(string text)
    {
        var wrong = Assert.Throws<FormatException>(() => ConnectionText.Read(text));

        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }
}
