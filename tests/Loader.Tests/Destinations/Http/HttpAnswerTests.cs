using System.Text;
using Loader.Sending;

namespace Loader.Tests.Destinations.Http;

/// <summary>What an answer means is what the mapping says, and nothing is accepted that no rule calls so.</summary>
public sealed class HttpAnswerTests
{
    [Theory]
    [InlineData("sent: [202]", 202, "", AnswerCase.Accepted)]
    [InlineData("sent: [202]", 200, "", AnswerCase.Refused)]
    [InlineData("sent: [2xx]", 200, "\n<!DOCTYPE html><title>Sign in</title>", AnswerCase.Unclear)]
    [InlineData("sent: [2xx]", 200, "<HTML><body>back soon", AnswerCase.Unclear)]
    [InlineData("sent: [2xx]", 200, "<?xml version=\"1.0\"?><ok/>", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed", 200, "<html>hello</html>", AnswerCase.Unclear)]
    [InlineData("sent_when: = status == 200", 200, "<html>thanks</html>", AnswerCase.Accepted)]
    [InlineData("sent: [404]", 404, "", AnswerCase.Accepted)]
    [InlineData("retry: [409]", 409, "", AnswerCase.Again)]
    [InlineData("stop: [400-402]", 402, "", AnswerCase.Stop)]
    [InlineData("unclear: [5xx]\n  retry: [429]", 500, "", AnswerCase.Unclear)]
    [InlineData("sent_when: = response.code == 0", 200, """{"code":0}""", AnswerCase.Accepted)]
    [InlineData("sent_when: = response.code == 0", 200, """{"code":1}""", AnswerCase.Unclear)]
    [InlineData("sent_when: = response.code == 0", 200, "<html>hello</html>", AnswerCase.Unclear)]
    [InlineData("sent_when: = response.code == 0", 200, "", AnswerCase.Unclear)]
    [InlineData("sent_when: = response.code == 0", 200, "[1]", AnswerCase.Unclear)]
    [InlineData("refused_when: = response.code == 40002", 200, """{"code":40002}""", AnswerCase.Refused)]
    [InlineData("slow_when: = response.code == 40100", 200, """{"code":40100}""", AnswerCase.SlowsEverybody)]
    [InlineData("retry_when: = response.error.is_transient", 400, """{"error":{"is_transient":true}}""", AnswerCase.Again)]
    [InlineData("retry_when: = response.error.is_transient", 400, """{"error":{"is_transient":false}}""", AnswerCase.Refused)]
    [InlineData("stop_when: = response.error.code == 190", 400, """{"error":{"code":190}}""", AnswerCase.Stop)]
    [InlineData("stop_when: = body | contains(\"suspended\")", 200, "account suspended", AnswerCase.Stop)]
    [InlineData("refused_when: '= headers[\"x-dropped\"] == \"1\"'", 202, "", AnswerCase.Refused)]
    [InlineData("receipt: = response.requestId", 200, """{"requestId":"r1"}""", AnswerCase.Accepted)]
    [InlineData("receipt: = response.requestId", 200, "{}", AnswerCase.Unclear)]
    [InlineData("errors: = response.failed", 200, """{"failed":[]}""", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed", 200, "{}", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed\n  index: = error", 200, """{"failed":[1]}""", AnswerCase.SomeRefused)]
    [InlineData("errors: = response.failed\n  index: = error", 400, """{"failed":[1]}""", AnswerCase.Refused)]
    [InlineData("errors: = response.failed\n  index: = error\n  partly: [400]", 400, """{"failed":[1]}""", AnswerCase.SomeRefused)]
    [InlineData("errors: = response.failed\n  index: = error\n  partly: [400]", 400, """{"failed":[]}""", AnswerCase.Refused)]
    [InlineData("errors: = response.failed\n  index: = error.index", 200, """{"failed":[{"message":"no index"}]}""", AnswerCase.Unclear)]
    [InlineData("errors: = response.failed", 200, """{"failed":"all"}""", AnswerCase.Unclear)]
    [InlineData("errors: = response.failed", 200, "OK", AnswerCase.Unclear)] // a greeting of something else
    [InlineData("errors: = response.failed", 200, "", AnswerCase.Unclear)] // a proxy that swallowed the body
    [InlineData("errors: = response.failed", 204, "", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed", 200, "{\"failed\":[0", AnswerCase.Unclear)] // cut
    [InlineData("errors: = response.failed", 200, "\uFEFF{\"failed\":[]}", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed", 200, "{\"failed\":[],\"note\":\"\\ud800\"}", AnswerCase.Unclear)] // half of a character
    [InlineData("errors: = response.failed", 200, "{\"failed\":[],\"n\":1e400}", AnswerCase.Accepted)]
    [InlineData("errors: = split(body, \";\")\n  failed_when: = error == \"bad\"", 200, "ok;ok", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed\n  sent_when: = status == 200", 200, "OK", AnswerCase.Accepted)]
    [InlineData("errors: = response.failed\n  index: = error\n  sent_when: = response.status == \"ok\"", 200, """{"status":"error","failed":[1]}""", AnswerCase.Unclear)]
    [InlineData("errors: = response.failed\n  index: = error\n  sent_when: = response.status == \"ok\"", 200, """{"status":"ok","failed":[1]}""", AnswerCase.SomeRefused)]
    [InlineData("sent_when: = response.received == count", 200, """{"received":1}""", AnswerCase.Accepted)]
    [InlineData("sent_when: = response.received == count", 200, """{"received":0}""", AnswerCase.Unclear)] // it took less than it was given
    [InlineData("sent_when: = response.received == count", 200, """{"received":1.0}""", AnswerCase.Accepted)]
    [InlineData("refused_when: = response.success == false", 200, "OK", AnswerCase.Accepted)]
    [InlineData("refused_when: = response.success == false", 200, "{\"success\":fal", AnswerCase.Unclear)]
    [InlineData("sent: [2xx]", 200, "{\"success\":fal", AnswerCase.Accepted)] // nobody said that anything in it counts
    [InlineData("errors: = response.events\n  failed_when: = error.status != \"ok\"", 200, """{"events":[{"status":"ok"}]}""", AnswerCase.Accepted)]
    public void An_answer_means_what_the_mapping_says(string answer, int status, string body, string means)
    {
        var read = Read($"body: array\nanswer:\n  {answer}", status, body);

        Assert.Equal(means, AnswerCase.Word(read));
    }

    [Fact]
    public void Refused_events_are_named_with_their_reasons()
    {
        const string Rules = """
            body: array
            answer:
              errors: = response.failed_records
              index: = error.index
              reason: '= "{error.field}: {error.message}"'
              code: = error.field
              partly: [400]
            """;

        var answer = Read(
            Rules,
            400,
            """{"failed_records":[{"index":4,"field":"properties.time","message":"too new"},{"index":1,"field":"event","message":"empty"},{"index":4,"field":"x","message":"y"}]}""");

        var some = Assert.IsType<Answer.SomeRefused>(answer);
        Assert.Equal(
            [new(4, "properties_time", "properties.time: too new; x: y"), new(1, "event", "event: empty")],
            some.Refusals);
    }

    [Fact]
    public void Where_the_answer_lists_every_event_its_place_is_the_index()
    {
        var answer = Read(
            "body: array\nanswer: { errors: = response.events, failed_when: '= error.status == \"failed\"', reason: = error.error_message }",
            200,
            """{"events":[{"status":"processed"},{"status":"failed","error_message":"bad phone"}]}""");

        Assert.Equal([new(1, "refused", "bad phone")], Assert.IsType<Answer.SomeRefused>(answer).Refusals);
    }

    [Theory]
    [InlineData("", 0)] // a list of faults: the first is not about the first event
    [InlineData("index: = error.at", 1)]
    [InlineData("failed_when: = error.bad", 1)] // a list of all events
    public void A_refusal_names_events_only_where_the_mapping_says_how(string how, int named)
    {
        var answer = Read(
            $"body: array\nanswer: {{ errors: = response.errors{(how.Length > 0 ? ", " + how : "")} }}",
            400,
            """{"errors":[{"at":3,"bad":true},{"message":"x"}]}""");

        Assert.Equal(named, Assert.IsType<Answer.Refused>(answer).Named.Count);
    }

    [Fact]
    public void A_receipt_is_kept() =>
        Assert.Equal("r-17", Assert.IsType<Answer.Accepted>(Read("answer: { receipt: = response.requestId }", 200, """{"requestId":"r-17"}""")).Receipt);

    [Fact]
    public void A_refusal_quotes_what_the_mapping_points_at()
    {
        var answer = Read("answer: { message: = response.error.message }", 400, """{"error":{"message":"no\n  such pixel"}}""");

        Assert.Equal("HTTP 400: no such pixel", Assert.IsType<Answer.Refused>(answer).Reason);
    }

    [Fact]
    public void A_long_page_is_quoted_by_its_beginning() =>
        Assert.InRange(Assert.IsType<Answer.Refused>(Read("", 400, new('x', 100_000))).Reason.Length, 100, 400);

    [Fact]
    public void A_secret_that_the_end_of_a_quotation_would_cut_is_hidden_all_the_same()
    {
        for (var before = 270; before <= 305; before++)
        {
            var reason = Assert.IsType<Answer.Refused>(Read("auth: { bearer: \"${SECRET}\" }", 400, new string('x', before) + "hush-hush-17")).Reason;

            Assert.DoesNotContain("hush", reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_rows_decide_the_address_a_404_is_about_one_request()
    {
        Assert.IsType<Answer.Refused>(Read("url: 'https://api.example.com/{= name}'", 404, ""));
        Assert.IsType<Answer.StopRun>(Read("", 404, ""));
    }

    private static Answer Read(string yaml, int status, string body)
    {
        using var response = new HttpResponseMessage();
        if (status == 202) response.Headers.Add("X-Dropped", "1");
        return Endpoints.Of(yaml).Protocol.Read(status, response.Headers, Encoding.UTF8.GetBytes(body), [default], [default]);
    }
}
