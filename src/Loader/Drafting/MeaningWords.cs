using Loader.Destinations;
using Loader.Mappings.Functions.Text;

namespace Loader.Drafting;

/// <summary>
/// What columns are called in shops, CRMs and analytics exports, in English, German, Italian, French and Spanish. The first words of a line are the surest.
/// </summary>
internal static class MeaningWords
{
    private static readonly Dictionary<FieldMeaning, string[]> Words = new (FieldMeaning Meaning, string Names)[]
    {
        (FieldMeaning.EventName, "event_name eventname event evento ereignis evenement"),
        (FieldMeaning.Time,
            "event_timestamp event_time timestamp occurred_at happened_at ordered_at order_date purchased_at purchase_date paid_at conversion_time created_at created create_date visited_at "
            + "datetime date_time time bestelldatum zeitstempel erstellt_am datum data_ordine data_creazione data_acquisto data_ora date_commande date_creation fecha_pedido fecha_compra fecha "
            + "placed_at completed_at closed_date close_date changed_at date data date_achat date_heure fecha_hora rechnungsdatum data_fattura date_facture"),
        (FieldMeaning.OrderId,
            "order_id orderid transaction_id transactionid order_number order_no ordernumber increment_id bestellnummer bestell_nr auftragsnummer numero_ordine id_ordine ordine "
            + "numero_commande id_commande commande numero_pedido id_pedido pedido booking_id invoice_number invoice_id rechnungsnummer receipt_id deal_id opportunity_id purchase_id "
            + "belegnummer bestell_id numero_facture numero_fattura numero_factura"),
        (FieldMeaning.Amount,
            "total order_total grand_total total_amount total_price order_value amount revenue value conversion_value betrag gesamtbetrag summe umsatz bestellwert totale importo valore "
            + "montant prix_total importe valor deal_amount price_total net_total "
            + "gesamtsumme rechnungsbetrag importo_totale totale_ordine montant_total importe_total"),
        (FieldMeaning.Currency, "currency currency_code order_currency ccy waehrung wahrung valuta devise moneda"),
        (FieldMeaning.Tax, "tax tax_amount total_tax vat steuer mwst iva imposta tva impuesto"),
        (FieldMeaning.Shipping, "shipping shipping_cost shipping_amount delivery_cost versand versandkosten spedizione spese_spedizione livraison "
            + "frais_port envio gastos_envio"),
        (FieldMeaning.Coupon, "coupon coupon_code voucher promo_code discount_code gutschein gutscheincode buono codice_sconto code_promo cupon"),
        (FieldMeaning.Quantity, "quantity qty menge anzahl quantita quantite cantidad"),
        (FieldMeaning.Sku, "sku item_id product_id article_number artikelnummer codice_articolo"),
        (FieldMeaning.Price, "price unit_price item_price preis stueckpreis stuckpreis prezzo prix precio"),
        (FieldMeaning.Product, "product product_name item_name item article artikel prodotto produit producto"),
        (FieldMeaning.ClientId, "client_id clientid ga_client_id cid visitor_id anonymous_id user_pseudo_id cookie_id domain_userid device_id visitor"),
        (FieldMeaning.SessionId, "session_id sessionid ga_session_id visit_id domain_sessionid session sitzung sessione"),
        (FieldMeaning.PageId, "page_id pageid page_view_id"),
        (FieldMeaning.UserId, "user_id userid customer_id customerid customer_number client_number kundennummer kunden_id kunden_nr id_cliente "
            + "codice_cliente id_client numero_client contact_id member_id player"),
        (FieldMeaning.Email, "email e_mail email_address mail user_email customer_email indirizzo_email adresse_email correo correo_electronico emailadresse"),
        (FieldMeaning.Phone, "phone phone_number telephone tel mobile mobile_phone cell telefon telefonnummer handy mobil telefono cellulare "
            + "numero_telefono telefono_movil"),
        (FieldMeaning.FirstName, "first_name firstname given_name vorname nome prenom nombre"),
        (FieldMeaning.LastName, "last_name lastname surname family_name nachname cognome nom apellido apellidos"),
        (FieldMeaning.FullName, "name full_name customer_name customer kunde cliente contact_name billing_name shipping_name "
            + "recipient_name buyer_name nome_completo nom_complet nombre_completo"),
        (FieldMeaning.Street, "street street_address address address_1 address_2 address_line_1 address_line_2 billing_address shipping_address home_address strasse adresse via "
            + "indirizzo rue calle direccion"),
        (FieldMeaning.City, "city town stadt ort citta ville ciudad"),
        (FieldMeaning.Region, "region state province bundesland provincia regione departement"),
        (FieldMeaning.PostalCode, "postal_code postcode zip zip_code plz postleitzahl cap code_postal codigo_postal"),
        (FieldMeaning.Country, "country country_code land laendercode landercode paese nazione pays pais"),
        (FieldMeaning.Language, "language lang locale sprache lingua langue idioma"),
        (FieldMeaning.Url, "page_url url page_location landing_page page_address event_source_url"),
        (FieldMeaning.Path, "page_path path pagepath"),
        (FieldMeaning.Title, "page_title title seitentitel titolo titre titulo"),
        (FieldMeaning.Referrer, "referrer referer page_referrer http_referer"),
        (FieldMeaning.IpAddress, "ip ip_address ipaddress remote_addr client_ip user_ip"),
        (FieldMeaning.UserAgent, "user_agent useragent browser_agent http_user_agent ua"),
        (FieldMeaning.ScreenSize, "screen_resolution screen_size screen resolution"),
        (FieldMeaning.ClickId, "gclid click_id google_click_id wbraid gbraid fbclid msclkid"),
        (FieldMeaning.Campaign, "utm_campaign campaign campaign_name kampagne campagna campagne campana"),
        (FieldMeaning.CampaignSource, "utm_source traffic_source source_name"),
        (FieldMeaning.CampaignMedium, "utm_medium medium"),
    }.ToDictionary(line => line.Meaning, line => line.Names.Split(' ').Select(Bare).Distinct(StringComparer.Ordinal).ToArray());

    private static readonly HashSet<string> ThingEnds = new(
        "id nr no number num nummer numero code codice key uuid guid ean sku isbn iban vat zip plz cap".Split(' '),
        StringComparer.Ordinal);

    /// <summary>Words between others that say nothing: <c>Numéro de commande</c>.</summary>
    private static readonly HashSet<string> Particles = new("de d du des di del dell della dello la le les el of the der".Split(' '), StringComparer.Ordinal);

    /// <summary>How well a name says that: 0 is not at all; the whole name counts more than its last words.</summary>
    public static int Score(string name, FieldMeaning meaning) => Words.TryGetValue(meaning, out var words) ? Score(name, words) : 0;

    /// <summary>The same for words of a field's own.</summary>
    public static int Score(string name, IReadOnlyList<string> words)
    {
        var bare = Bare(name);
        var tail = Bare(name[(name.LastIndexOf('.') + 1)..]);
        var essence = string.Concat(Split(name).Where(word => !Particles.Contains(word)));
        for (var i = 0; i < words.Count; i++)
        {
            if (bare == Bare(words[i])) return 100 - Math.Min(i, 60);
            if (tail == Bare(words[i])) return 95 - Math.Min(i, 60);
            if (essence == Bare(words[i])) return 90 - Math.Min(i, 60);
        }

        return 0;
    }

    /// <summary>What a name most probably says.</summary>
    public static FieldMeaning Of(string name)
    {
        var best = Words.Keys.MaxBy(meaning => Score(name, meaning));
        return Score(name, best) > 0 ? best : FieldMeaning.Own;
    }

    /// <summary>Which part of a person a name says, if only by its last words: <c>billing_email</c>. Null: none.</summary>
    public static FieldMeaning? Person(string name)
    {
        if (Of(name) is var whole and not FieldMeaning.Own) return IsPerson(whole) ? whole : null;
        var words = Split(name);
        if (words.Length > 2 && Of($"{words[^2]}_{words[^1]}") is var two && IsPerson(two)) return two;
        return words is not [_, .., var last] ? null
            : last is "email" or "mail" or "emailadresse" ? FieldMeaning.Email
            : last is "phone" or "telephone" or "tel" or "mobile" or "telefon" or "telefono" ? FieldMeaning.Phone
            : last is "street" or "strasse" or "address" ? FieldMeaning.Street
            : null;
    }

    private static bool IsPerson(FieldMeaning meaning) => meaning is FieldMeaning.Email or FieldMeaning.Phone or FieldMeaning.FirstName or FieldMeaning.LastName
        or FieldMeaning.FullName or FieldMeaning.Street;

    /// <summary>Whether a name says that the values are ids, numbers of things, or codes, with which nobody calculates.</summary>
    public static bool NamesThings(string name) =>
        Of(name) is FieldMeaning.OrderId or FieldMeaning.UserId or FieldMeaning.ClientId or FieldMeaning.SessionId or FieldMeaning.PageId or FieldMeaning.PostalCode
            or FieldMeaning.Phone or FieldMeaning.Sku or FieldMeaning.Coupon or FieldMeaning.ClickId or FieldMeaning.IpAddress
        || ThingEnds.Contains(Last(name));

    /// <summary>Whether a name says that the values are moments: of orders, or anything that ends in _at or date.</summary>
    public static bool IsTime(string name) =>
        Score(name, FieldMeaning.Time) > 0 || Last(name) is "at" or "date" or "time" or "datum" or "data" or "fecha" or "ts" or "timestamp" or "on";

    /// <summary>Letters and digits in lower case, without accents: <c>Order-ID</c> is orderid.</summary>
    public static string Bare(string name) => string.Concat(Folded(name).Where(char.IsLetterOrDigit));

    /// <summary>The last word of a name.</summary>
    private static string Last(string name) => Split(name) is [.., var last] ? last : "";

    private static string[] Split(string name)
    {
        var spaced = string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(name[i - 1]) ? "_" + c : c.ToString()));
        return Folded(spaced).Split(['_', ' ', '-', '.', '\'', '’'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Folded(string name) => PlainLetters.Of(name).ToLowerInvariant();
}
