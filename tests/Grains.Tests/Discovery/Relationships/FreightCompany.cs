namespace AgentCluster.Grains.Tests.Discovery.Relationships;

/// <summary>
/// A shipping line's database: nothing is declared but primary keys. It is full of what looks like a reference and is none: counts,
/// ranks and years within the range of some key, codes contained in another list by chance, a polymorphic id, numbers of the same name.
/// </summary>
internal static class FreightCompany
{
    /// <summary>Every reference there is, as <c>table(columns) -> table(columns)</c>.</summary>
    public static IReadOnlyList<string> References { get; } =
    [
        "ports(country_code) -> countries(code)",
        "ports(harbour_master) -> staff(id)",
        "offices(port_id) -> ports(id)",
        "staff(office_id) -> offices(id)",
        "staff(reports_to) -> staff(id)",
        "staff_badges(staff_id) -> staff(id)",
        "vessels(class_id) -> vessel_classes(id)",
        "vessels(home_port) -> ports(id)",
        "vessels(flag) -> countries(code)",
        "vessels(owner) -> staff(id)",
        "vessel_certificates(vessel_id) -> vessels(id)",
        "voyages(vessel_ref) -> vessels(id)",
        "voyages(origin_port_id) -> ports(id)",
        "voyages(destination_port_id) -> ports(id)",
        "voyages(previous_voyage_id) -> voyages(id)",
        "voyages(created_by) -> staff(id)",
        "Customers(CountryCode) -> countries(code)",
        "Customers(AccountManagerId) -> staff(id)",
        "Customers(ParentId) -> Customers(CustomerId)",
        "bookings(customer_id) -> Customers(CustomerId)",
        "bookings(voyage_id) -> voyages(id)",
        "bookings(approved_by) -> staff(id)",
        "bookings(currency) -> currencies(code)",
        "containers(iso_type) -> container_types(iso_type)",
        "containers(current_port_id) -> ports(id)",
        "booking_containers(booking_id) -> bookings(id)",
        "booking_containers(container_no) -> containers(container_no)",
        "commodities(category_id) -> commodity_categories(id)",
        "commodity_categories(parent_category_id) -> commodity_categories(id)",
        "cargo_items(booking_id) -> bookings(id)",
        "cargo_items(commodity_id) -> commodities(id)",
        "invoices(booking_id) -> bookings(id)",
        "invoices(bill_to_customer_id) -> Customers(CustomerId)",
        "invoices(currency_code) -> currencies(code)",
        "payments(invoice_id) -> invoices(id)",
        "claims(cargo_item_id) -> cargo_items(id)",
        "claims(handler_id) -> staff(id)",
        "inspections(container_no) -> containers(container_no)",
        "inspections(inspector_id) -> staff(id)",
        "crew_assignments(voyage_id) -> voyages(id)",
        "crew_assignments(sailor_id) -> sailors(id)",
        "sailors(nationality) -> countries(code)",
        "port_calls(voyage_id) -> voyages(id)",
        "port_calls(port_name) -> ports(port_name)",
        "branches_holidays(branch_id) -> branches(id)",
    ];

    public const string Script = """
        CREATE TEMP TABLE numbers AS WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 900) SELECT value FROM n;
        CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT, calling_no INT);
        CREATE TABLE currencies (code TEXT PRIMARY KEY, name TEXT, decimals INT);
        CREATE TABLE offices (id INTEGER PRIMARY KEY, name TEXT, port_id INT, floor INT);
        CREATE TABLE branches (id INTEGER PRIMARY KEY, title TEXT, rank INT);
        CREATE TABLE branches_holidays (id INTEGER PRIMARY KEY, branch_id INT, day TEXT, days INT);
        CREATE TABLE staff (id INTEGER PRIMARY KEY, full_name TEXT, email TEXT, office_id INT, reports_to INT, grade INT, hired_year INT);
        CREATE TABLE staff_badges (staff_id INTEGER PRIMARY KEY, badge_no TEXT, level INT);
        CREATE TABLE ports (id INTEGER PRIMARY KEY, port_name TEXT, country_code TEXT, harbour_master INT, berths INT, depth_m REAL);
        CREATE TABLE vessel_classes (id INTEGER PRIMARY KEY, label TEXT, teu INT);
        CREATE TABLE vessels (id INTEGER PRIMARY KEY, name TEXT, class_id INT, home_port INT, flag TEXT, owner INT, decks INT, status TEXT);
        CREATE TABLE vessel_certificates (id INTEGER PRIMARY KEY, vessel_id INT, kind TEXT, reference_no TEXT, pages INT);
        CREATE TABLE voyages (id INTEGER PRIMARY KEY, vessel_ref INT, origin_port_id INT, destination_port_id INT, previous_voyage_id INT, created_by INT, legs INT, status TEXT);
        CREATE TABLE Customers (CustomerId INTEGER PRIMARY KEY, Name TEXT, CountryCode TEXT, LanguageCode TEXT, AccountManagerId INT, ParentId INT, Rating INT);
        CREATE TABLE bookings (id INTEGER PRIMARY KEY, customer_id INT, voyage_id INT, approved_by INT, currency TEXT, containers INT, status TEXT, reference_no TEXT);
        CREATE TABLE container_types (iso_type TEXT PRIMARY KEY, length_ft INT);
        CREATE TABLE containers (container_no TEXT PRIMARY KEY, iso_type TEXT, current_port_id INT, age INT);
        CREATE TABLE booking_containers (booking_id INT, container_no TEXT, seal_no TEXT, PRIMARY KEY (booking_id, container_no));
        CREATE TABLE commodity_categories (id INTEGER PRIMARY KEY, name TEXT, parent_category_id INT, sort_order INT);
        CREATE TABLE commodities (id INTEGER PRIMARY KEY, name TEXT, category_id INT, grade TEXT);
        CREATE TABLE cargo_items (id INTEGER PRIMARY KEY, booking_id INT, commodity_id INT, line_no INT, pieces INT);
        CREATE TABLE invoices (id INTEGER PRIMARY KEY, booking_id INT, bill_to_customer_id INT, currency_code TEXT, quarter INT, number INT);
        CREATE TABLE payments (id INTEGER PRIMARY KEY, invoice_id INT, attempt INT, method TEXT);
        CREATE TABLE claims (id INTEGER PRIMARY KEY, cargo_item_id INT, handler_id INT, severity INT, reference_no TEXT);
        CREATE TABLE inspections (id INTEGER PRIMARY KEY, container_no TEXT, inspector_id INT, score INT, grade TEXT);
        CREATE TABLE sailors (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, nationality TEXT, years_at_sea INT);
        CREATE TABLE crew_assignments (voyage_id INT, sailor_id INT, position INT, PRIMARY KEY (voyage_id, sailor_id));
        CREATE TABLE port_calls (id INTEGER PRIMARY KEY, voyage_id INT, port_name TEXT, sequence INT, hours INT);
        CREATE TABLE documents (id INTEGER PRIMARY KEY, entity TEXT, entity_id INT, version INT, title TEXT);

        INSERT INTO countries SELECT substr('DEFRITESNLBEPTPLSEDKNOFIGRIEATCZ', 2 * value - 1, 2), 'Country ' || value, value + 30 FROM numbers WHERE value <= 16;
        INSERT INTO currencies VALUES ('EUR', 'Euro', 2), ('USD', 'Dollar', 2), ('SEK', 'Krona', 2), ('DKK', 'Krone', 2), ('PLN', 'Zloty', 2);
        INSERT INTO ports SELECT value, 'Port of ' || char(64 + value) || 'burg', (SELECT code FROM countries AS o WHERE o.rowid = value % 16 + 1), value % 20 + 1, value % 9 + 2, value * 0.5 FROM numbers WHERE value <= 26;
        INSERT INTO offices SELECT value, 'Office ' || value, value * 2, value % 4 + 1 FROM numbers WHERE value <= 12;
        INSERT INTO branches SELECT value, 'Branch ' || value, value FROM numbers WHERE value <= 9;
        INSERT INTO branches_holidays SELECT value, value % 9 + 1, '2025-01-' || printf('%02d', value % 28 + 1), value % 5 + 1 FROM numbers WHERE value <= 40;
        INSERT INTO staff SELECT value, 'Person ' || value, 'p' || value || '@line.example', value % 12 + 1, nullif(value / 4, 0), value % 5 + 1, 2000 + value % 24 FROM numbers WHERE value <= 60;
        INSERT INTO staff_badges SELECT value, 'B-' || value, value % 3 + 1 FROM numbers WHERE value <= 55;
        INSERT INTO vessel_classes SELECT value, 'Class ' || value, value * 500 FROM numbers WHERE value <= 5;
        INSERT INTO vessels SELECT value, 'MV Number ' || value, value % 5 + 1, value % 26 + 1, (SELECT code FROM countries AS o WHERE o.rowid = value % 7 + 1), value % 30 + 1, value % 4 + 2, CASE value % 2 WHEN 0 THEN 'active' ELSE 'docked' END FROM numbers WHERE value <= 40;
        INSERT INTO vessel_certificates SELECT value, value % 40 + 1, 'kind' || value % 3, 'C-' || value, value % 12 + 1 FROM numbers WHERE value <= 80;
        INSERT INTO voyages SELECT value, value % 40 + 1, value % 26 + 1, (value + 5) % 26 + 1, CASE WHEN value > 40 THEN value - 40 END, value % 60 + 1, value % 6 + 1, CASE value % 2 WHEN 0 THEN 'planned' ELSE 'closed' END FROM numbers WHERE value <= 200;
        INSERT INTO Customers SELECT 1000 + value, 'Customer ' || value, (SELECT code FROM countries AS o WHERE o.rowid = value % 16 + 1), (SELECT code FROM countries AS o WHERE o.rowid = value % 12 + 1), value % 60 + 1, CASE WHEN value % 5 = 0 THEN 1001 + value / 2 END, value % 5 + 1 FROM numbers WHERE value <= 120;
        INSERT INTO bookings SELECT value, 1000 + value % 120 + 1, value % 200 + 1, value % 45 + 1, (SELECT code FROM currencies AS o WHERE o.rowid = value % 4 + 1), value % 8 + 1, 'status' || value % 4, 'BK/' || value FROM numbers WHERE value <= 500;
        INSERT INTO container_types VALUES ('22G1', 20), ('42G1', 40), ('45R1', 40), ('L5G1', 45);
        INSERT INTO containers SELECT 'MSKU' || (100000 + value), (SELECT iso_type FROM container_types AS o WHERE o.rowid = value % 4 + 1), value % 26 + 1, value % 15 + 1 FROM numbers WHERE value <= 300;
        INSERT INTO booking_containers SELECT value, 'MSKU' || (100000 + value % 300 + 1), 'S' || value FROM numbers WHERE value <= 450;
        INSERT INTO commodity_categories SELECT value, 'Category ' || value, CASE WHEN value > 4 THEN value % 4 + 1 END, value FROM numbers WHERE value <= 14;
        INSERT INTO commodities SELECT value, 'Commodity ' || value, value % 14 + 1, substr('ABC', value % 3 + 1, 1) FROM numbers WHERE value <= 70;
        INSERT INTO cargo_items SELECT value, value % 500 + 1, value % 70 + 1, value % 4 + 1, value % 50 + 1 FROM numbers WHERE value <= 900;
        INSERT INTO invoices SELECT value, value % 500 + 1, 1000 + value % 120 + 1, (SELECT code FROM currencies AS o WHERE o.rowid = value % 3 + 1), value % 4 + 1, value FROM numbers WHERE value <= 480;
        INSERT INTO payments SELECT value, value % 480 + 1, value % 3 + 1, 'card' FROM numbers WHERE value <= 400;
        INSERT INTO claims SELECT value, value * 9, value % 60 + 1, value % 5 + 1, 'CL-' || value FROM numbers WHERE value <= 90;
        INSERT INTO inspections SELECT value, 'MSKU' || (100000 + value), value % 60 + 1, value % 10 + 1, substr('ABC', value % 3 + 1, 1) FROM numbers WHERE value <= 150;
        INSERT INTO sailors SELECT value, 'First' || value, 'Last' || value, (SELECT code FROM countries AS o WHERE o.rowid = value % 11 + 1), value % 30 + 1 FROM numbers WHERE value <= 110;
        INSERT INTO crew_assignments SELECT value % 200 + 1, value % 110 + 1, value % 8 + 1 FROM numbers WHERE value <= 600 GROUP BY 1, 2;
        INSERT INTO port_calls SELECT value, value % 200 + 1, 'Port of ' || char(65 + value % 26) || 'burg', value % 6 + 1, value % 48 + 1 FROM numbers WHERE value <= 700;
        INSERT INTO documents SELECT value, 'booking', value % 500 + 1, value % 3 + 1, 'Document ' || value FROM numbers WHERE value <= 300;
        """;
}
