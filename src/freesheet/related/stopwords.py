"""Words that say nothing of what an article is about: small words, and the everyday words of news.

Our own lists, as words are compared: case folded, without marks of vocalisation, and cut at apostrophes.
Words of one or two letters need no mention in Latin and Cyrillic: they are never compared.
"""

from __future__ import annotations

_LISTS = {
    "en": """
        about above across after again against all almost along already also although always among and another
        any anyone anything are aren around away back because been before behind being below between both but
        came can cannot come could couldn did didn does doesn doing don done down during each either else
        enough even ever every everyone everything few for from further gave get give given goes going gone
        got had hadn has hasn have haven having her here hers herself him himself his how however into isn its
        itself just keep kept know less let like likely made make makes making many may might more most much
        must near need neither never next nor not nothing now off often once one ones only onto other others
        our ours out over own part perhaps put quite rather said same saw say saying says see seen several
        shall she should shouldn since some someone something soon still such take taken takes than that the
        their theirs them themselves then there these they thing things this those though three through
        throughout thus together too took toward towards two under until upon use used using very was wasn way
        ways well went were weren what whatever when where whether which while who whole whom whose why will
        with within without won would wouldn yet you your yours yourself according added announced asked
        called country countries day days early end expected find first found former four government hour
        hours including increase known large last late later least left live local long minutes month months
        morning national new news number old officials people percent place recent recently report reported
        reports second seven short show shows small state states statement ten third time times today told
        tomorrow tuesday monday wednesday thursday friday saturday sunday want week weeks work world year
        years yesterday january february march april june july august september october november december
        """,
    "fr": """
        afin ailleurs ainsi alors apres après aucun aucune aujourd hui aupres auprès aussi autant autour autre
        autres aux avait avaient avant avec avoir avons avez ayant beaucoup bien car cela celle celles celui
        cependant ces cet cette ceux chaque chez ceci comme comment contre dans dehors déjà depuis dernier
        dernière des dessous dessus deux devant doit dont donc donne elle elles encore enfin ensuite entre
        envers est était étaient étant été être eux fait faire faut fois font hors ici ils jamais jusque jusqu
        lequel laquelle lesquels les leur leurs loin lors lorsque lui mais malgré même mêmes mes mien moins
        mon moi nos notre nous nouveau nouvelle ont par parce parmi pas pendant personne peu peut peuvent plus
        plusieurs plutôt pour pourquoi pourtant pouvait premier première près presque puis puisque quand que
        quel quelle quelles quels quelque quelques quelqu qui quoi rien sans sauf selon sera serait seront ses
        seul seule seulement sien sinon soi soit sommes son sont souvent sous suis sur surtout tandis tant tel
        telle telles tels ton toujours tous tout toute toutes très trois trop une vers voici voilà vos votre
        vous vraiment année années ans annonce annoncé avril août cours décembre dit dire dimanche février
        gouvernement grand grande grands grandes heure heures janvier jeudi jour jours juillet juin lundi mai
        mardi mars mercredi mois moment monde national nationale nombre novembre octobre part partie pays
        personnes place point président question samedi semaine semaines septembre situation temps vendredi
        """,
    "es": """
        ahora algo algunas alguno algunos además ante antes aquel aquella aquellos así aún aunque bajo bien
        cada casi como cómo con contra cosa cual cuales cuando cuanto dado dar debe decir del desde después
        dice dijo donde dos durante ella ellas ellos entre era eran eres esa esas ese eso esos esta está están
        estar estas este esto estos estaba fue fueron gran grandes haber había habían hace hacer hacia han has
        hasta hay hoy incluso las les los luego más mayor mejor menos mientras mis mismo misma mucho muchos
        muy nada nadie nos nosotros nuestra nuestro nunca otra otras otro otros para parte pero poco pocos
        podría poder por porque primer primera primero pues puede pueden que qué quien quienes quién sea según
        ser será sido siempre sin sino sobre son solo sólo sus también tan tanto tener tiene tienen toda todas
        todavía todo todos tras tres una unas uno unos varios veces vez año años día días gobierno horas mes
        meses mundo nacional nuevo nueva país países personas presidente semana tiempo lunes martes miércoles
        jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
        noviembre diciembre
        """,
    "pt": """
        ainda além algum alguma alguns ano anos ante antes ao aos após apenas aquela aquele assim até bem cada
        com como contra cujo das dela dele deles depois desde dessa desse desta deste dia dias disse diz dois
        dos duas durante ela elas ele eles embora enquanto entre era eram essa essas esse esses esta está
        estão estar estas este estes eu fazer foi foram for governo grande grandes há hoje hora horas isso
        isto já lhe mais mas meio menos mês meses mesma mesmo muito muitos mundo nacional nada não nas nem
        nenhum nos nossa nosso nova novo num numa nunca onde ontem outra outras outro outros para país países
        parte pela pelas pelo pelos pessoas pode podem pois por porque pouco presidente primeira primeiro qual
        qualquer quando quanto quase que quem são segundo seja sem semana sempre ser será seu seus sido sob
        sobre sua suas também tão tem têm tempo ter todas todo todos três tudo uma umas uns vez vezes você
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
        """,
    "it": """
        adesso alcune alcuni allo alla alle agli all altra altre altri altro anche ancora anni anno appena
        assai avanti avere aveva avevano bene che chi chiunque ciascuno cioè circa col come con contro cosa
        così cui dagli dai dal dalla dalle dallo del degli dei della delle dello dentro deve devono dice dire
        dopo dove due dunque durante ecco ella entro era erano essere esso fare fatto fino fra furono giorni
        giorno già gli governo grande grandi hanno ieri infatti inoltre insieme invece loro lui lungo mai meno
        mentre mesi mese mia mio modo molta molte molti molto mondo negli nei nel nella nelle nello nessuno
        niente noi non nostra nostro nove nulla nuova nuovo oggi ogni oltre ora ore ossia otto paese paesi
        parte per perché però persone più poco poi può possono presidente presso prima primo prossimo pure qua
        quale quali quando quanto quasi quattro quella quelle quelli quello questa queste questi questo qui
        quindi secondo sempre senza sei sette settimana sia siamo sono sopra sotto stata state stati stato
        stesso sua sue sugli sui sul sulla sulle suo suoi tanto tempo tra tre troppo tutta tutte tutti tutto
        una uno vengono verso vicino viene volta volte gennaio febbraio marzo aprile maggio giugno luglio
        agosto settembre ottobre novembre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica
        """,
    "de": """
        aber alle allem allen aller alles als also andere anderen anderer auch auf aus bei beim bereits bin
        bis bisher bitte dabei dadurch dafür dagegen daher damit danach dann daran darauf darin darüber darum
        das dass davon dazu dein dem den denen denn der deren des deshalb dessen die dies diese diesem diesen
        dieser dieses doch dort drei durch dürfen eigene eigenen ein eine einem einen einer eines einige
        einigen einmal erst erste ersten etwa etwas euch für ganz gar gegen geht gemacht genau gerade gewesen
        gibt gut habe haben hat hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
        ihrer immer indem ins ist jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinen können
        könnte konnte kommt lange lassen laut machen man mehr mein meine mit möglich müssen muss musste nach
        nachdem neben neu neue neuen neuer nicht nichts noch nun nur oben oder ohne sagt sagte schon sehr sei
        seien sein seine seinem seinen seiner seit selbst sich sie sind soll sollen sollte sondern sonst sowie
        trotz über und uns unser unter viel viele vielen vom von vor war waren warum was weil weiter weitere
        welche welcher wenig weniger wenn wer werden wie wieder will wir wird wirklich wo wollen wurde wurden
        während zeigt zum zur zurück zwar zwei zwischen jahr jahre jahren land länder menschen monat monate
        prozent regierung stunden tag tage tagen uhr welt woche wochen zeit januar februar märz april mai juni
        juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag
        sonntag
        """,
    "id": """
        ada adalah adanya agar akan akhirnya aku anda antara apa apabila apakah apalagi atas atau awal
        bagaimana bagi bagian bahkan bahwa baik banyak baru beberapa begitu belum berada berapa bersama berupa
        besar betapa biasa bila bisa boleh bukan dalam dan dapat dari daripada dengan depan dia diri dua dulu
        hal hampir hanya harus hendak hingga ini itu jadi jangan jika juga justru kadang kali kalau kami kamu
        karena kata katanya kau kecil kembali kepada kemudian kenapa ketika khusus kini kita lagi lain lainnya
        lalu lama lebih maka makin mana masih masing maupun melakukan melalui memang memiliki mengapa mengenai
        menjadi menurut mereka merupakan meski meskipun mulai mungkin namun nanti nya oleh orang pada padahal
        para pasti pernah pertama pula pun saat saja salah sama sampai sana sangat satu saya sebagai sebagian
        sebelum sebelumnya sebuah secara sedang sedikit segera sehingga sejak sejumlah sekali sekarang sekitar
        selain selalu selama seluruh semakin sementara semua seorang seperti sering serta sesuatu setelah
        setiap siapa suatu sudah supaya tahu tak tanpa tapi telah tentang terhadap terjadi terlalu terus
        tersebut tetapi tiap tiba tidak tiga tinggi untuk usai walau yaitu yakni yang bulan dunia hari jam
        jumlah kota masyarakat menit minggu nasional negara pemerintah pihak presiden senin selasa rabu kamis
        jumat sabtu tahun waktu warga januari februari maret april juni juli agustus september oktober
        november desember
        """,
    "ms": """
        ada adakah adalah agar akan akhirnya aku anda antara apa apabila apakah atas atau awal bagaimana bagi
        bahagian bahawa baik banyak baru beberapa begitu belum berada berapa bersama berkata besar biasa bila
        boleh bukan dalam dan dapat dari daripada dengan dia diri dua hal hampir hanya harus hendak hingga
        ialah ini itu jadi jangan jika juga kali kalau kami kamu kata kecil kembali kepada kemudian kenapa
        kerana ketika kini kita lagi lain lalu lama lebih maka mana masih melalui memang mempunyai mengapa
        mengenai menjadi menurut mereka merupakan meskipun mula mungkin namun nanti oleh orang pada para pasti
        pernah pertama pula pun saat sahaja saja sama sambil sampai sana sangat satu saya sebab sebagai
        sebahagian sebelum sebuah secara sedang sedikit segera sehingga sejak sekali sekarang sekitar selain
        selalu selama selepas seluruh semakin sementara semua seorang seperti sering serta sesuatu setelah
        setiap siapa suatu sudah supaya tahu tanpa tapi telah tentang terhadap terlalu terus tersebut tetapi
        tiada tiap tidak tiga tinggi turut untuk walaupun yang bulan dunia hari jam jumlah kerajaan masa
        masyarakat minggu minit negara pihak rakyat tahun waktu isnin selasa rabu khamis jumaat sabtu ahad
        januari februari mac april mei jun julai ogos september oktober november disember
        """,
    "hi": """
        अगर अन्य अपना अपनी अपने अब अभी आज आदि आप इन इनके इनमें इस इसका इसकी इसके इसमें इससे इसी इसे उन उनका
        उनकी उनके उनमें उन्हें उन्होंने उस उसका उसकी उसके उसने उसमें उससे उसी उसे एक एवं ऐसा ऐसी ऐसे और कई कब
        कभी कर करता करती करते करना करने करें कहा कहना कहते का काफी कि किया किए किस किसी की कुछ कुल के केवल को
        कोई कौन क्या क्यों गई गए गया चाहिए जब जहाँ जहां जा जाता जाती जाते जाना जाने जाए जैसा जैसी जैसे जिन
        जिनमें जिस जिसका जिसकी जिसके जिसमें जिससे जिसे जो तक तथा तब तरह तो था थी थे दिया दी दूसरे दे देना देने
        दो द्वारा न नहीं ने पर परंतु पहले पास पिछले फिर बड़ा बड़ी बड़े बहुत बाद बात बीच बिना भी मगर में मैं
        यदि यह यहाँ यहां ये रहा रही रहे लगभग लिए लिया ले लेकिन लोग लोगों वह वहाँ वहां वाला वाली वाले वे व सकता
        सकती सकते सब सभी साथ से सिर्फ हम हमारे हर ही हुआ हुई हुए है हैं हो होगा होगी होता होती होते होना होने
        आने काम दिन दिनों देश नई नए नया पहली पहला प्रति महीने राज्य लाख वर्ष वर्षों शहर सप्ताह समय सरकार साल
        सालों
        """,
    "ur": """
        آج آپ اب ابھی اپنا اپنی اپنے اتنا اتنی اس اسی اسے اسکے اگر اگرچہ ان انہوں انہیں انھوں انھیں اور اوپر
        ایسا ایسی ایسے ایک اے باعث باہر بات بار بارے بجائے بعد بعض بغیر بلکہ بن بنا بہت بھی پاس پر پھر پہلے
        پہلی پہلا پیچھے تاکہ تاہم تب تک تھا تھی تھے تھیں تو تین جا جاتا جاتی جاتے جانا جانے جب جبکہ جس جسے جن
        جنہوں جنھوں جو جیسا جیسی جیسے جہاں چاہے چکا چکی چکے چند خود دار درمیان دو دوران دوسرا دوسری دوسرے
        دونوں دی دیا دیتا دیتی دیتے دینے دے ذریعے رکھ رکھا رہ رہا رہی رہے زیادہ ساتھ سامنے سب سکا سکتا سکتی
        سکتے سے شاید صرف ضرور طرح طرف طور علاوہ غیر کا کئی کب کبھی کچھ کر کرتا کرتی کرتے کرنا کرنے کریں کسی کس
        کم کو کوئی کون کہ کہا کہتا کہتے کہنا کہاں کی کیا کیے کیوں کیونکہ کیلئے گا گی گے گئی گئے گیا لئے لیے
        لیا لیکن لوگ لوگوں ما مزید مگر مل میں نہ نہیں نے نیچے والا والی والے وجہ وہ وہاں وہی ہاں ہر ہم ہمارا
        ہماری ہمارے ہو ہوا ہوئی ہوئے ہوتا ہوتی ہوتے ہونا ہونے ہوں ہی ہے ہیں یا یعنی یہ یہاں یہی حکومت دن دنوں
        دنیا سال سالوں شہر صدر فیصد گھنٹے لاکھ ماہ مطابق ملک مہینے نئی نئے نیا وقت ہزار ہفتے
        """,
    "ar": """
        أبرز أثناء أحد أخرى أصبح أكثر أكد ألا أما أمام أمس أن أنه أنها أو أول أولى أي أيضا إذ إذا إلا إلى إما
        إن إنه إنها الآن التي الذي الذين اللذين اليوم بأن بحسب بسبب بشأن بشكل بعد بعض بل بما به بها بين تحت
        تلك تم ثلاثة ثم جدا جميع جديد جديدة حتى حسب حول حيث حين خارج خاصة خلال داخل دون ذات ذلك رغم سوف شخص
        شيء ضد ضمن عام عاما عبر عدة عدد عدم على عليه عليها عن عند عندما غير فقط فوق في فيه فيها قال قالت قبل
        قد كان كانت كبير كبيرة كل كلما كما كيف لا لدى لذلك لقد لكن لم لما لماذا لن له لها لهم ليس ليست مثل مع
        معه من منذ منها منه نحو نفس نفسه هذا هذه هل هم هنا هناك هو هي وأن وإن والتي والذي وبعد وفي وقال وقد
        وكان وكانت ولا ولكن ولم ومع ومن وهذا وهو وهي يتم يجب يكون يمكن يوم أسبوع أشهر الحكومة الدولة الرئيس
        الساعة السنة الشهر العالم العام الناس الوقت بلاد بلد دول دولة رئيس ساعة سنة سنوات شهر وقت
        """,
}

STOPWORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
"""By the language's primary subtag; languages without a list go by the length of their words alone."""

STOP_CHARACTERS = frozenset(
    "的了是在和與与及或也都而但就這这那其之以於于等將将被把從从為为個个們们吗嗎呢吧啊很更最再又還还已並并則则該该此"
)
"""Chinese characters that are words of grammar: no pair of characters with one of them is compared."""
