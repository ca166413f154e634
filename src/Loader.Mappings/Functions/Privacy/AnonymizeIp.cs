using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>Internet addresses without the part that names a household.</summary>
internal static class AnonymizeIp
{
    public static readonly FunctionEntry Entry = new()
    {
        Name = "anonymize_ip",
        Group = "privacy",
        Help = "The address with its end set to zero: IPv4 keeps 16 bits, IPv6 keeps 32, an IPv4 address inside IPv6 is one. "
            + "Null for what is no address, never the text itself. "
            + "\"analytical\" clears only the last 16 bits, as the library of that name does, which leaves an IPv6 address recognisable.",
        Parameters = [new("x", Kinds.Text), Parameter.Choice("mode", "strict", "analytical") with { Default = "\"strict\"" }],
        Result = ValueKind.Text,
        Examples =
        [
            new("anonymize_ip(\"12.34.56.78\")", "\"12.34.0.0\""),
            new("anonymize_ip(\"2001:db8:85a3:8d3:1319:8a2e:370:7348\")", "\"2001:db8::\""),
            new("anonymize_ip(\"::ffff:12.34.56.78\")", "\"12.34.0.0\""),
            new("anonymize_ip(\"12.34.56\")", "null"),
            new("anonymize_ip(\"2001:db8:85a3:8d3:1319:8a2e:370:7348\", \"analytical\")", "\"2001:db8:85a3:8d3:1319:8a2e:370:0\""),
        ],
        Bind = arguments =>
        {
            Func<IpAddress, IpAddress> anonymous = arguments.Text(1) == "strict" ? Strict : Analytical;
            return Implementation.Of(ValueKind.Text, (in x, scratch) =>
            {
                if (IpAddress.Parse(x.Utf8) is not { } address) return Value.Null;
                return scratch.Text(anonymous(address).Format(scratch.Take(45)));
            });
        },
    };

    private static IpAddress Strict(IpAddress address)
    {
        if (address.IsVersion4) return address with { Bits = address.Bits & 0xFFFF_0000 };
        if (address.Bits >> 32 == 0xFFFF) return new(address.Bits & 0xFFFF_0000, true);
        return address with { Bits = address.Bits >> 96 << 96 };
    }

    /// <summary>As recorded from the library: it works on the number, so a small IPv6 number comes back as an IPv4 address.</summary>
    private static IpAddress Analytical(IpAddress address)
    {
        var bits = address.Bits >> 16 << 16;
        return new(bits, bits <= uint.MaxValue);
    }
}
