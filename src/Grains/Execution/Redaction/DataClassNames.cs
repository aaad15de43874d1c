using System.Collections.Frozen;

namespace AgentCluster.Execution.Redaction;

/// <summary>Words in the names of columns that tell what they hold, singular and in lower case; several words stand joined as they follow each other.</summary>
internal static class DataClassNames
{
    /// <summary>Credentials.</summary>
    public static FrozenSet<string> Secret { get; } = Set(
        """
        password passwd pwd passphrase passcode secret token apikey accesskey privatekey secretkey signingkey encryptionkey sshkey credential
        pin pincode cvv cvc otp totp mfa salt hash passwordhash recoverycode backupcode cookie sessionid connectionstring securityanswer
        """);

    /// <summary>Who a person is, how to reach them, where they were.</summary>
    public static FrozenSet<string> Personal { get; } = Set(
        """
        email mail emailaddress phone telephone tel mobile cell cellphone fax msisdn whatsapp
        firstname lastname middlename fullname surname forename familyname givenname maidenname nickname patientname employeename contactname
        holdername personname recipientname sendername username login
        birth birthday birthdate birthyear dob dateofbirth age gender sex nationality ethnicity race religion maritalstatus
        ssn socialsecurity nationalid personalid taxid passport passportno driverslicense licenceplate licenseplate
        address street housenumber zip zipcode postcode postalcode latitude longitude lat lng geolocation ip ipaddress useragent deviceid
        iban bic diagnosis disease medication bloodtype allergy disability
        """);

    /// <summary>Amounts and accounts.</summary>
    public static FrozenSet<string> Money { get; } = Set(
        """
        price cost amount salary wage pay payroll payment payout refund fee charge tax vat revenue turnover income profit margin balance
        budget spend spending expense debit credit discount commission bonus money currency invoiced billed paid cents
        iban accountnumber cardnumber creditcard creditlimit routingnumber subtotal grandtotal netvalue grossvalue mrr arr ltv
        """);

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
