"""Where rules come from: the books, papers and standards that their pages cite."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "aalst": "W. M. P. van der Aalst, The Application of Petri Nets to Workflow Management, Journal of Circuits, "
        "Systems and Computers 8(1), 1998",
        "bpmn": "OMG, Business Process Model and Notation 2.0.2, 2014 (ISO/IEC 19510)",
        "7pmg": "J. Mendling, H. A. Reijers, W. M. P. van der Aalst, Seven Process Modeling Guidelines (7PMG), "
        "Information and Software Technology 52(2), 2010",
        "demarco": "T. DeMarco, Structured Analysis and System Specification, 1978",
        "gane": "C. Gane, T. Sarson, Structured Systems Analysis: Tools and Techniques, 1977",
        "yourdon": "E. Yourdon, Modern Structured Analysis, 1989",
        "pmbok": "Project Management Institute, PMBOK Guide, 6th edition, 2017: responsibility assignment matrix",
        "cycles": "R. E. Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM Journal on Computing 1(2), 1972",
        "duties": "ISO/IEC 27002:2022, 5.3 Segregation of duties",
        "privilege": "J. H. Saltzer, M. D. Schroeder, The Protection of Information in Computer Systems, "
        "Proceedings of the IEEE 63(9), 1975: separation of privilege",
        "hammer": "M. Hammer, Reengineering Work: Don't Automate, Obliterate, Harvard Business Review 68(4), 1990",
        "redesign": "H. A. Reijers, S. Liman Mansar, Best Practices in Business Process Redesign, Omega 33(4), 2005",
        "mdr": "ISO/IEC 11179-1:2023, Metadata registries: framework",
        "codd": "E. F. Codd, A Relational Model of Data for Large Shared Data Banks, "
        "Communications of the ACM 13(6), 1970",
        "dmbok": "DAMA International, Data Management Body of Knowledge (DMBOK), 2nd edition, 2017",
        "gdpr": "Regulation (EU) 2016/679 (GDPR), articles 5 and 32",
        "pipl": "Personal Information Protection Law of the People's Republic of China, 2021, articles 6, 23 and 51",
        "labelling": "ISO/IEC 27002:2022, 5.12 Classification and 5.13 Labelling of information",
        "iso9001": "ISO 9001:2015, 7.5 Documented information",
        "iso5807": "ISO 5807:1985, Documentation symbols and conventions for flowcharts",
        "plain": "ISO 24495-1:2023, Plain language",
        "terms": "ISO 704:2022, Terminology work: principles and methods",
        "miller": "G. A. Miller, The Magical Number Seven, Plus or Minus Two, Psychological Review 63(2), 1956",
        "cpm": "J. E. Kelley, M. R. Walker, Critical-Path Planning and Scheduling, "
        "Eastern Joint Computer Conference, 1959",
        "dijkstra": "E. W. Dijkstra, A Note on Two Problems in Connexion with Graphs, Numerische Mathematik 1, 1959",
        "sla": "ISO/IEC 20000-1:2018, 8.3.3 Service level management",
        "semver": "Semantic Versioning 2.0.0",
    }
)
"""By a short name."""
