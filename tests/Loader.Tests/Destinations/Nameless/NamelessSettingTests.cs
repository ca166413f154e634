using Loader.Destinations;
using Loader.Destinations.Nameless;
using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The section under <c>to: nameless:</c>, and the headers that come of it.</summary>
public sealed class NamelessSettingTests
{
    private readonly NamelessContractTests shared = new();

    [Theory]
    [InlineData("https://gtm.example.com/tm/nameless")]
    [InlineData("http://localhost:8080/tm/nameless")]
    [InlineData("http://127.0.0.1/tm/nameless")]
    [InlineData("http://[::1]:5000/tm/nameless")]
    public void An_endpoint_is_https_or_on_this_machine(string endpoint)
    {
        var (destination, findings) = Configure(("endpoint", endpoint));

        Assert.Equal(endpoint, destination!.Protocol.Endpoint.OriginalString);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("http://gtm.example.com/tm/nameless", "SET005")]
    [InlineData("https://me:secret@gtm.example.com/tm/nameless", "SET005")]
    [InlineData("gtm.example.com/tm/nameless", "SET003")]
    [InlineData("/tm/nameless", "SET003")]
    [InlineData("ftp://gtm.example.com/", "SET003")]
    [InlineData("https://", "SET003")]
    public void Any_other_endpoint_is_refused(string endpoint, string code)
    {
        var (destination, findings) = Configure(("endpoint", endpoint));

        Assert.Null(destination);
        Assert.Equal(code, Assert.Single(findings).Code.Id);
        Assert.DoesNotContain("secret", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_to_another_host_must_be_asked_for() =>
        Assert.NotNull(Configure(("endpoint", "http://gtm.internal.example.com/tm/nameless"), ("allow_http", "true")).Destination);

    [Fact]
    public void Without_an_endpoint_every_other_mistake_is_still_shown()
    {
        var (destination, findings) = Configure(("protocol", "2027"), ("cokies", "none"));

        Assert.Null(destination);
        Assert.Equal(["SET001", "SET002", "SET003"], findings.Select(finding => finding.Code.Id).Order(StringComparer.Ordinal));
        Assert.Contains(findings, finding => finding.Hint == "did you mean 'cookies'?");
    }

    [Theory]
    [InlineData("origin", "shop.example")]
    [InlineData("origin", "https://shop.example/")]
    [InlineData("origin", "https://shop.example/path")]
    [InlineData("cookie_prefix", "a b")]
    [InlineData("cookie_prefix", "a;")]
    [InlineData("user_agent", "Mozilla\r\nX-Evil: 1")]
    [InlineData("api_key", "clé")]
    public void A_value_that_cannot_stand_in_its_header_is_refused(string setting, string value)
    {
        var (_, findings) = Configure(("endpoint", "https://gtm.example.com/"), (setting, value));

        Assert.Equal(OptionCodes.WrongForm, Assert.Single(findings).Code);
        if (setting == "api_key") Assert.DoesNotContain("clé", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event_origin", "Streaming Protocol", "DST114")]
    [InlineData("user_agent", "python-requests/2.32.0", "DST117")]
    [InlineData("user_agent", "Mozilla/5.0 Googlebot", "DST117")]
    [InlineData("protocol", "seed", "DST120")]
    public void A_doubtful_setting_is_a_warning(string setting, string value, string code)
    {
        var (destination, findings) = Configure(("endpoint", "https://gtm.example.com/"), (setting, value));

        Assert.NotNull(destination);
        Assert.Equal((code, Severity.Warning), (Assert.Single(findings).Code.Id, findings[0].Severity));
        Assert.True(findings[0].Place.Line > 1);
    }

    [Fact]
    public void Website_without_cookies_is_a_warning_said_once()
    {
        var (destination, findings) = Configure(("endpoint", "https://gtm.example.com/"), ("event_origin", "Website"), ("cookies", "none"));
        destination!.Bind(NamelessContractTests.Event().Shape, findings);

        Assert.Equal(NamelessCodes.NoCookies, Assert.Single(findings).Code);
    }

    [Theory]
    [InlineData("protocol", "2025")]
    [InlineData("cookies", "none")]
    public void Making_page_views_needs_the_new_tag_and_cookies(string setting, string value)
    {
        var (_, findings) = Configure(("endpoint", "https://gtm.example.com/"), ("page_view", "ensure"), (setting, value));

        Assert.Equal(OptionCodes.NotAllowed, Assert.Single(findings).Code);
    }

    [Fact]
    public void Requests_carry_what_the_tag_checks_and_nothing_else()
    {
        var headers = Headers(("cookie_prefix", "shop"), ("preview_header", "preview"));

        Assert.Equal(
            [
                "Content-Type: application/json",
                "Cookie: shop_na_u=BackfillUser001; shop_na_s=BackfillUser001_BackfillSess001-BackfillPage001",
                "Origin: https://example.com",
                "User-Agent: Nameless Analytics - Streaming protocol",
                "X-Api-Key: test-key",
                "X-Gtm-Server-Preview: preview",
            ],
            headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_key_that_is_empty_is_not_sent_since_a_tag_without_a_key_refuses_one() =>
        Assert.DoesNotContain("X-Api-Key", Headers(("api_key", "")).Keys);

    [Fact]
    public void Without_cookies_the_ids_stand_in_the_body()
    {
        var destination = shared.With(("cookies", "none"));
        var (_, body, note, _) = shared.Pack(NamelessContractTests.Event(), destination);

        Assert.DoesNotContain("Cookie", Requests.Headers(destination, note).Keys);
        Assert.Equal("BackfillUser001", (string)NamelessRowTests.Json(body)["client_id"]!);
        Assert.Equal("BackfillUser001_BackfillSess001", (string)NamelessRowTests.Json(body)["session_id"]!);
    }

    [Fact]
    public void The_job_id_hangs_on_the_loads_name_alone()
    {
        Assert.Equal(JobId(), JobId(("api_key", "another-key")));
        Assert.Equal(JobId(), JobId(("endpoint", "https://gtm.example.com/tm/other")));
        Assert.NotEqual(JobId(), Named("march"));
        Assert.Equal(Named("march"), Named("march"));
        Assert.Equal("backfill-2026", JobId(("job_id", "backfill-2026")));
    }

    [Fact]
    public void The_user_agent_of_Website_events_holds_no_word_that_the_tag_looks_for() =>
        Assert.Empty(Configure(("endpoint", "https://gtm.example.com/")).Findings);

    private string Named(string load)
    {
        var context = OptionContext.OfProcess([]) with { Load = load };
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = "https://gtm.example.com/tm/nameless" };
        var destination = shared.Kind.Configure(new Section("to.nameless", null, context, Place.Of("test"), overrides))!;
        return (string)NamelessRowTests.Json(shared.Pack(NamelessContractTests.Event(), destination).Body)["event_data"]!["job_id"]!;
    }

    private (IDestination? Destination, FindingList Findings) Configure(params (string Name, string Text)[] settings)
    {
        var findings = new FindingList();
        return (shared.Kind.Configure(Settings.Section(findings, settings)), findings);
    }

    private Dictionary<string, string> Headers(params (string Name, string Text)[] settings)
    {
        var destination = shared.With(settings);
        return Requests.Headers(destination, shared.Pack(NamelessContractTests.Event(), destination).Note);
    }

    private string JobId(params (string Name, string Text)[] settings) =>
        (string)NamelessRowTests.Json(shared.Pack(NamelessContractTests.Event(), shared.With(settings)).Body)["event_data"]!["job_id"]!;
}
