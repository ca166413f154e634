using Loader.Mappings.Expressions;
using Loader.Mappings.Functions;
using Loader.Mappings.Tests.Expressions;

namespace Loader.Mappings.Tests.Functions;

public class FunctionCatalogTests
{
    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var example in FunctionCatalog.All.SelectMany(entry => entry.Examples)) data.Add(example.Expression, example.Expected);
        return data;
    }

    public static TheoryData<string> Names() => [.. FunctionCatalog.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_gives_what_it_promises(string expression, string expected) =>
        Assert.Equal(expected, Evaluated.Json(expression));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_can_be_called_by_its_name_and_says_what_it_does(string name)
    {
        var entry = FunctionCatalog.Find(name)!;

        Assert.True(Lexer.IsName(name) && !Lexer.IsKeyword(name));
        Assert.EndsWith(".", entry.Help, StringComparison.Ordinal);
        Assert.Contains(entry.Group, FunctionCatalog.Groups);
        Assert.Contains(entry.Examples, example => example.Expression.Contains(name, StringComparison.Ordinal));
        Assert.All(entry.Parameters.SkipLast(1), parameter => Assert.False(parameter.Repeats));
    }

    [Fact]
    public void Optional_parameters_follow_the_required_ones()
    {
        foreach (var entry in FunctionCatalog.All)
        {
            var optional = entry.Parameters.Select(parameter => parameter.Optional || parameter.Default is not null).ToList();
            Assert.Equal(optional.Order(), optional);
        }
    }

    [Fact]
    public void Names_are_unique() => Assert.Distinct(FunctionCatalog.All.Select(entry => entry.Name));

    [Theory]
    [InlineData("round", "round(x: number, digits: integer = 0, mode: \"half-even\"|\"half-up\"|\"down\"|\"floor\"|\"ceil\" = \"half-even\") → depends on the arguments")]
    [InlineData("slice", "slice(x: text, start: integer, count: integer?) → text")]
    [InlineData("concat", "concat(x: any single value, …) → text")]
    public void A_signature_reads_like_a_call(string name, string signature) =>
        Assert.Equal(signature, FunctionCatalog.Find(name)!.Signature);
}
