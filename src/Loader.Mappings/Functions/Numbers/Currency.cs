using System.Text;

namespace Loader.Mappings.Functions.Numbers;

/// <summary>The currencies of ISO 4217 and how many digits their smaller unit has.</summary>
internal static class Currency
{
    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDigits = "CLF UYW";

    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP "
        + "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
        + "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
        + "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG "
        + "YER ZAR ZMW ZWG";

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Digits = Table().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Digits of the smaller unit; null when it is no currency. Upper and lower case are the same.</summary>
    public static int? DigitsOf(ReadOnlySpan<byte> code)
    {
        if (code.Length != 3) return null;
        Span<char> letters = stackalloc char[3];
        Encoding.Latin1.GetChars(code, letters);
        return Digits.TryGetValue(letters, out var digits) ? digits : null;
    }

    private static Dictionary<string, int> Table()
    {
        var table = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (codes, digits) in new[] { (NoDigits, 0), (TwoDigits, 2), (ThreeDigits, 3), (FourDigits, 4) })
        {
            foreach (var code in codes.Split(' ')) table.Add(code, digits);
        }

        return table;
    }
}
